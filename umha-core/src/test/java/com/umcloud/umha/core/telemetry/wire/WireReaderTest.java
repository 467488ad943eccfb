package com.umcloud.umha.core.telemetry.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.core.telemetry.wire.WireValue.Text;
import com.umcloud.umha.core.telemetry.wire.WireValue.Whole;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WireReaderTest {
    @ParameterizedTest
    @CsvSource({
        "'', EMPTY",
        "81, TRUNCATED",
        "81a161, TRUNCATED",
        "81a2, TRUNCATED",
        "dfffffffff, TRUNCATED",
        "df7fffffff, TRUNCATED",
        "deffff, TRUNCATED",
        "81a161ddffffffff, TRUNCATED",
        "81a161dd7fffffff, TRUNCATED",
        "81a161db7fffffff, TRUNCATED",
        "81a161c67fffffff, TRUNCATED",
        "81a161c1, UNREADABLE",
        "c1, UNREADABLE",
        "8000, UNREADABLE",
        "81a1ff01, UNREADABLE",
        "81a3eda08001, UNREADABLE",
        "90, NOT_A_MAP",
        "c0, NOT_A_MAP",
        "81a161d40501, FOREIGN_TYPE",
        "81c001, FOREIGN_TYPE",
        "82a161010102, FOREIGN_TYPE",
        "81cfffffffffffffffff01, FOREIGN_TYPE"
    })
    void namesWhatIsWrong(String hexadecimal, Malformation expected) {
        WireResult result = WireReader.read(HexFormat.of().parseHex(hexadecimal));

        assertThat(result).isInstanceOfSatisfying(WireResult.Malformed.class, malformed -> {
            assertThat(malformed.detail()).isNotBlank();
            assertThat(malformed.malformation()).as(malformed.detail()).isEqualTo(expected);
        });
    }

    @Test
    void readsBothFamiliesOfTextAndEveryNumber() {
        WireMap map = map("86a161d90162a162da000163a163db0000000164a164c40165a165ca3fc00000a166cf8000000000000000");

        assertThat(map.get(Text.of("a"))).contains(Text.of("b"));
        assertThat(map.get(Text.of("b"))).contains(Text.of("c"));
        assertThat(map.get(Text.of("c"))).contains(Text.of("d"));
        assertThat(map.get(Text.of("d"))).contains(new WireValue.Binary(WireBytes.ofText("e")));
        assertThat(map.get(Text.of("e"))).contains(new WireValue.Real(1.5));
        assertThat(map.get(Text.of("f"))).contains(new WireValue.BigWhole(java.math.BigInteger.TWO.pow(63)));
    }

    @Test
    void countsTheLastValueOfARepeatedKey() {
        WireMap map = map("83a16101a16202a16103");

        assertThat(map.get(Text.of("a"))).contains(new Whole(3));
        assertThat(map.sorted())
                .containsExactly(
                        new WireMap.Entry(Text.of("a"), new Whole(3)), new WireMap.Entry(Text.of("b"), new Whole(2)));
        assertThat(map.distinct()).isEqualTo(map.sorted());
    }

    @Test
    void sortsByCodePointAlsoAboveTheBasicPlane() {
        WireMap map = new WireMap(java.util.List.of(
                new WireMap.Entry(Text.of("\uD83D\uDCBE"), new Whole(1)),
                new WireMap.Entry(Text.of("\uFFFD"), new Whole(2))));

        assertThat(map.sorted()).extracting(WireMap.Entry::value).containsExactly(new Whole(2), new Whole(1));
    }

    @Test
    void readsAsDeepAsAllowedAndNoDeeper() {
        assertThat(WireReader.read(nested(WireReader.MAXIMUM_DEPTH))).isInstanceOf(WireResult.Message.class);
        assertThat(WireReader.read(nested(WireReader.MAXIMUM_DEPTH + 1)))
                .isInstanceOfSatisfying(
                        WireResult.Malformed.class,
                        malformed -> assertThat(malformed.malformation()).isEqualTo(Malformation.TOO_DEEP));
        assertThat(WireReader.read(nested(30_000))).isInstanceOf(WireResult.Malformed.class);
    }

    /** A map in a map ... so many levels in all. */
    private static byte[] nested(int levels) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int level = 1; level < levels; level++) {
            bytes.writeBytes(new byte[] {(byte) 0x81, (byte) 0x01});
        }
        bytes.write(0x80);
        return bytes.toByteArray();
    }

    private static WireMap map(String hexadecimal) {
        WireResult result = WireReader.read(HexFormat.of().parseHex(hexadecimal));
        assertThat(result).isInstanceOf(WireResult.Message.class);
        return ((WireResult.Message) result).map();
    }
}
