package com.umcloud.umha.core.telemetry.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PythonFloatTest {
    @Test
    void writesEveryFloatOfTheTableAsPythonDoes() throws IOException {
        List<String[]> rows = table();

        assertThat(rows).hasSizeGreaterThan(2000);
        for (String[] row : rows) {
            double value = Double.longBitsToDouble(Long.parseUnsignedLong(row[0], 16));
            assertThat(PythonFloat.shortest(value)).as("repr of %s", row[0]).isEqualTo(row[1]);
            assertThat(PythonFloat.twelveDigits(value)).as("str of %s", row[0]).isEqualTo(row[2]);
        }
    }

    @Test
    void findsTheShortestDecimalOfRandomDoubles() {
        Random random = new Random(23);
        for (int round = 0; round < 100_000; round++) {
            double value = Math.abs(Double.longBitsToDouble(random.nextLong()));
            if (value > 1e-300 && value < Double.POSITIVE_INFINITY) {
                ShortestDecimal found = ShortestDecimal.of(value);
                assertThat(BigDecimal.valueOf(found.digits(), -found.exponent()))
                        .as("%s", Long.toHexString(Double.doubleToRawLongBits(value)))
                        .isEqualByComparingTo(shortestByTrial(value));
            }
        }
    }

    @Test
    void roundsToTwelveDigitsAsTheExactValueDemands() {
        Random random = new Random(29);
        for (int round = 0; round < 100_000; round++) {
            double value = round % 10 == 0
                    ? Double.longBitsToDouble(random.nextLong() >>> 12 + random.nextInt(50))
                    : Math.scalb(random.nextDouble(), random.nextInt(200) - 100);
            if (value > 0) {
                BigDecimal exact = new BigDecimal(value).round(new MathContext(12, RoundingMode.HALF_EVEN));
                assertThat(new BigDecimal(PythonFloat.twelveDigits(value)))
                        .as("%s", Long.toHexString(Double.doubleToRawLongBits(value)))
                        .isEqualByComparingTo(exact);
            }
        }
    }

    /** The definition itself: the first number of digits at which the rounded value reads back. */
    private static BigDecimal shortestByTrial(double value) {
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 15; digits < 17; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == value) {
                return rounded;
            }
        }
        return exact.round(new MathContext(17, RoundingMode.HALF_EVEN));
    }

    private static List<String[]> table() throws IOException {
        InputStream resource = Objects.requireNonNull(
                PythonFloatTest.class.getResourceAsStream("/telemetry/python-floats.txt"), "the table is there");
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(resource, StandardCharsets.US_ASCII))) {
            return reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" ", -1))
                    .toList();
        }
    }
}
