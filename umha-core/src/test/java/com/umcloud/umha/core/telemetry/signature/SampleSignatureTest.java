package com.umcloud.umha.core.telemetry.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.secret.Secret;
import com.umcloud.umha.core.telemetry.wire.WireList;
import com.umcloud.umha.core.telemetry.wire.WireMap;
import com.umcloud.umha.core.telemetry.wire.WireValue;
import com.umcloud.umha.core.telemetry.wire.WireValue.Text;
import com.umcloud.umha.core.telemetry.wire.WireValue.Whole;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SampleSignatureTest {
    private final SampleSignature signature = new SampleSignature(Secret.of("secret"));

    @ParameterizedTest
    @EnumSource(SignatureDialect.class)
    void acceptsEveryDialect(SignatureDialect dialect) {
        WireMap message = message(new WireList(List.of(Text.of("中"), new WireValue.Real(1 / 3.0))));

        assertThat(signature.verify(signed(message, signature.sign(message, dialect))))
                .isTrue();
    }

    @Test
    void isCaseSensitiveAndTakesNothingElse() {
        WireMap message = message(new Whole(1));
        String good = signature.sign(message, SignatureDialect.PYTHON_3_NEWTON);

        assertThat(good).matches("[0-9a-f]{64}");
        assertThat(signature.verify(signed(message, good))).isTrue();
        assertThat(signature.verify(signed(message, good.toUpperCase(Locale.ROOT))))
                .isFalse();
        assertThat(signature.verify(signed(message, good + "0"))).isFalse();
        assertThat(signature.verify(signed(message, good.substring(1) + "中"))).isFalse();
        assertThat(signature.verify(message)).isFalse();
        assertThat(new SampleSignature(Secret.of("Secret")).verify(signed(message, good)))
                .isFalse();
    }

    @Test
    void signsNothingWithAnEmptySecret() {
        SampleSignature off = new SampleSignature(Secret.none());

        assertThat(off.isOff()).isTrue();
        assertThat(off.sign(message(new Whole(1)), SignatureDialect.PYTHON_2)).isEmpty();
    }

    @Test
    void writesLongIntegersInListsAsPython2Does() {
        WireMap message = message(new WireList(List.of(new WireValue.BigWhole(BigInteger.TWO.pow(63)))));

        assertThat(text(message, SignatureDialect.PYTHON_2)).isEqualTo("k[9223372036854775808L]");
        assertThat(text(message, SignatureDialect.PYTHON_3_MITAKA)).isEqualTo("k[9223372036854775808]");
    }

    /** 30,000 values below a key of 2,000 bytes would make 60 MB of text out of one datagram. */
    @Test
    void refusesAMessageThatWouldMakeAHugeText() {
        List<WireMap.Entry> many = new ArrayList<>();
        for (int index = 0; index < 20_000; index++) {
            many.add(new WireMap.Entry(new Whole(index), new Whole(1)));
        }
        WireMap message = new WireMap(List.of(new WireMap.Entry(Text.of("x".repeat(2000)), new WireMap(many))));

        assertThat(SampleSignature.signedText(message, SignatureDialect.PYTHON_3_NEWTON))
                .isEmpty();
        assertThat(signature.verify(signed(message, "0".repeat(64)))).isFalse();
        assertThatThrownBy(() -> signature.sign(message, SignatureDialect.PYTHON_3_NEWTON))
                .isInstanceOf(UmhaException.class)
                .hasMessageContaining("too large");
        WireMap small = message(new Whole(1));
        assertThat(signature.verify(signed(small, signature.sign(small, SignatureDialect.PYTHON_2))))
                .isTrue();
    }

    private static String text(WireMap message, SignatureDialect dialect) {
        return SampleSignature.signedText(message, dialect)
                .map(bytes -> new String(bytes, java.nio.charset.StandardCharsets.UTF_8))
                .orElseThrow();
    }

    private static WireMap message(WireValue value) {
        return new WireMap(List.of(new WireMap.Entry(Text.of("k"), value)));
    }

    private static WireMap signed(WireMap message, String signature) {
        List<WireMap.Entry> entries = new ArrayList<>(message.entries());
        entries.add(new WireMap.Entry(Text.of("message_signature"), Text.of(signature)));
        return new WireMap(entries);
    }
}
