package com.umcloud.umha.core.store.ceilometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.umcloud.umha.core.telemetry.signature.PythonFloat;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PythonJsonTest {
    static List<StorageVector> vectors() {
        return StorageVector.all();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void isWhatCeilometerWrote(StorageVector vector) throws RefusedSample {
        assertThat(PythonJson.sorted(vector.metadata())).isEqualTo(vector.text("hash_input"));
        assertThat(PythonJson.unsorted(vector.metadata())).isEqualTo(vector.text("resource_metadata_column"));
        assertThat(SampleRow.metadataHash(vector.metadata())).isEqualTo(vector.text("metadata_hash"));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void metadataRowsAreThoseOfCeilometer(StorageVector vector) throws RefusedSample {
        switch (vector.id()) {
            case "scalars" ->
                assertThatThrownBy(() -> MetadataRows.of(vector.metadata()))
                        .isInstanceOf(RefusedSample.class)
                        .hasMessage("metadata u64 is beyond 64 bits: 18446744073709551615");
            case "floats-special" ->
                assertThatThrownBy(() -> MetadataRows.of(vector.metadata()))
                        .isInstanceOf(RefusedSample.class)
                        .hasMessage("metadata inf is Infinity");
            default -> {
                MetadataRows rows = MetadataRows.of(vector.metadata());
                assertThat(lines(rows.texts())).isEqualTo(vector.rows("metadata_text"));
                assertThat(lines(rows.integers())).isEqualTo(vector.rows("metadata_int"));
                assertThat(lines(rows.floats())).isEqualTo(vector.rows("metadata_float"));
                assertThat(lines(rows.truths())).isEqualTo(vector.rows("metadata_bool"));
            }
        }
    }

    private static List<String> lines(Map<String, ?> rows) {
        List<String> lines = new ArrayList<>();
        rows.forEach((key, value) -> lines.add(key + "=" + value));
        return lines;
    }

    @Test
    void sortsByCodePoints() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("\uD83D\uDCBE", 1);
        map.put("\uE000", 2);
        map.put("ab", 3);
        map.put("a", 4);

        assertThat(PythonJson.sorted(map)).isEqualTo("{\"a\": 4, \"ab\": 3, \"\\ue000\": 2, \"\\ud83d\\udcbe\": 1}");
    }

    @Test
    void refusesWhatJsonHasNoWordFor() {
        assertThatThrownBy(() -> PythonJson.sorted(Map.of("k", new byte[] {1})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("metadata holds a byte[]");
        assertThatThrownBy(() -> SampleRow.metadataHash(Map.of("k", new Object())))
                .isInstanceOf(RefusedSample.class);
    }

    @Test
    void refusesWhatIsNestedTooDeep() {
        Object nested = BigInteger.ONE;
        for (int i = 0; i < 60_000; i++) {
            nested = List.of(nested);
        }
        Object deep = nested;

        assertThatThrownBy(() -> PythonJson.sorted(Map.of("k", deep)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("metadata nested deeper than 100");
    }

    /** The right column is what Python 3 prints. */
    @ParameterizedTest
    @CsvSource({
        "0.0,0.0",
        "-0.0,-0.0",
        "1.0,1.0",
        "-2.5,-2.5",
        "100.0,100.0",
        "0.1,0.1",
        "0.30000000000000004,0.30000000000000004",
        "0.0001,0.0001",
        "0.00001,1e-05",
        "1.5E-7,1.5e-07",
        "123456.789,123456.789",
        "1E15,1000000000000000.0",
        "9999999999999998,9999999999999998.0",
        "1E16,1e+16",
        "1.2345678901234567E19,1.2345678901234567e+19",
        "2E-3,0.002",
        "2.0E-323,2e-323",
        "4.9E-324,5e-324",
        "2.2250738585072014E-308,2.2250738585072014e-308",
        "1.7976931348623157E308,1.7976931348623157e+308",
        "2.2E23,2.2e+23",
        "1.0E23,1e+23",
        "8.41E21,8.41e+21",
        "2.0E-3,0.002",
        "5.0E-324,5e-324",
        "2251799813685249.5,2251799813685249.5"
    })
    void floatsAsPython(double value, String text) {
        assertThat(PythonFloat.shortest(value)).isEqualTo(text);
    }

    @Test
    void everyFloatReadsBackAsItself() {
        Random random = new Random(20160501);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                String text = PythonFloat.shortest(value);
                assertThat(Double.parseDouble(text)).isEqualTo(value);
                assertThat(text.length()).isLessThanOrEqualTo(24);
            }
        }
    }
}
