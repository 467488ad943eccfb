package com.umcloud.umha.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.secret.Secret;
import com.umcloud.umha.core.telemetry.DecodeResult.Decoded;
import com.umcloud.umha.core.telemetry.DecodeResult.Undecodable;
import com.umcloud.umha.core.telemetry.signature.PythonFloat;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever arrives, decoding gives a sample or a reason; and no changed datagram passes as authentic. */
final class HostileDatagramTest {
    private static final int ROUNDS = 200_000;

    private final SampleCodec verifying = new SampleCodec(Samples.SECRET);
    private final SampleCodec open = new SampleCodec(Secret.none());

    @Test
    void survivesRandomAndMutatedDatagrams() {
        Random random = new Random(20161106);
        List<byte[]> seeds = Stream.concat(
                        CeilometerVectors.raw().stream().map(raw -> CeilometerVectors.bytes(raw.path("datagram_hex"))),
                        CeilometerVectors.samples().stream()
                                .map(vector -> CeilometerVectors.bytes(
                                        vector.path("datagram_hex").path("v19-py3"))))
                .filter(datagram -> datagram.length > 0)
                .toList();
        List<Decoded> authentic = seeds.stream()
                .map(verifying::decode)
                .filter(Decoded.class::isInstance)
                .map(Decoded.class::cast)
                .toList();
        Map<DropReason, Integer> reasons = new EnumMap<>(DropReason.class);
        int forged = 0;
        int taken = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] seed = seeds.get(random.nextInt(seeds.size()));
            byte[] datagram = round % 8 == 0 ? randomBytes(random) : mutated(seed, random);
            DecodeResult unverified = open.decode(datagram);
            if (unverified instanceof Undecodable undecodable) {
                reasons.merge(undecodable.reason(), 1, Integer::sum);
                assertThat(undecodable.detail()).isNotEmpty().hasSizeLessThan(200);
            } else {
                taken++;
            }
            if (verifying.decode(datagram) instanceof Decoded accepted && !sameAsASeed(accepted, authentic)) {
                forged++;
            }
        }
        assertThat(forged).isZero();
        assertThat(taken).isGreaterThan(1000);
        assertThat(reasons)
                .containsKeys(
                        DropReason.TRUNCATED,
                        DropReason.UNDECODABLE,
                        DropReason.NOT_A_MAP,
                        DropReason.MISSING_FIELD,
                        DropReason.WRONG_TYPE,
                        DropReason.BAD_VOLUME,
                        DropReason.BAD_TIMESTAMP);
    }

    /** What a host would be judged by must be that of the seed with this signature. */
    private static boolean sameAsASeed(Decoded accepted, List<Decoded> seeds) {
        Sample sample = accepted.sample();
        return seeds.stream()
                .filter(seed -> seed.signature().equals(accepted.signature()))
                .map(Decoded::sample)
                .anyMatch(seed -> sample.name().equals(seed.name())
                        && sample.resourceId().equals(seed.resourceId())
                        && sample.messageId().equals(seed.messageId())
                        && signedVolume(sample).equals(signedVolume(seed))
                        && Objects.equals(sample.timestamp(), seed.timestamp()));
    }

    /** Python 2 signs no more than twelve digits, so that nobody can notice a change of the others. */
    private static String signedVolume(Sample sample) {
        Double volume = sample.volume();
        return volume == null ? "None" : PythonFloat.twelveDigits(volume);
    }

    private static byte[] randomBytes(Random random) {
        byte[] bytes = new byte[random.nextInt(64)];
        random.nextBytes(bytes);
        if (bytes.length > 0 && random.nextBoolean()) {
            bytes[0] = (byte) (0x80 | bytes[0] & 0x0f);
        }
        return bytes;
    }

    private static byte[] mutated(byte[] seed, Random random) {
        byte[] bytes = seed.clone();
        int changes = 1 + random.nextInt(4);
        for (int change = 0; change < changes && bytes.length > 1; change++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                case 3 -> bytes = Arrays.copyOf(bytes, bytes.length + random.nextInt(8));
                default -> bytes[at] = (byte) (0xc0 + random.nextInt(0x20));
            }
        }
        return bytes;
    }
}
