package com.umcloud.umha.fencing.ipmi.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What arrives may be anything. */
class IpmiPacketTest {
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    /** The message of the answer to Get Chassis Status: power is on; request sequence 5. */
    private static final byte[] STATUS = HEX.parseHex("81 04 7b 20 14 01 00 61 00 40 2a");

    @Test
    void aRequestIsWrittenAsTheSpecificationSays() {
        assertThat(IpmiCommand.getChassisStatus().encode(5)).isEqualTo(HEX.parseHex("20 00 e0 81 14 01 6a"));
        assertThat(PacketFormat.sessionless(IpmiCommand.getChannelAuthenticationCapabilities(Privilege.ADMINISTRATOR)
                        .encode(0)))
                .isEqualTo(HEX.parseHex("06 00 ff 07 00 00 00 00 00 00 00 00 00 09 20 18 c8 81 00 38 8e 04 b5"));
    }

    @Test
    void anAnswerIsReadIfItAnswersTheQuestion() {
        IpmiCommand status = IpmiCommand.getChassisStatus();
        assertThat(IpmiResponse.parse(STATUS, status, 5)).hasValueSatisfying(response -> {
            assertThat(response.completionCode()).isZero();
            assertThat(response.data()).containsExactly(0x61, 0x00, 0x40);
        });
        assertThat(IpmiResponse.parse(STATUS, status, 6)).isEmpty();
        assertThat(IpmiResponse.parse(STATUS, IpmiCommand.powerDown(), 5)).isEmpty();
        for (int i = 0; i < STATUS.length; i++) {
            assertThat(IpmiResponse.parse(Arrays.copyOf(STATUS, i), status, 5)).isEmpty();
            byte[] flipped = STATUS.clone();
            flipped[i] ^= 0x40;
            assertThat(IpmiResponse.parse(flipped, status, 5)).isEmpty();
        }
    }

    @Test
    void nothingThatArrivesDoesHarm() {
        Random random = new Random(17);
        int read = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] datagram = new byte[random.nextInt(80)];
            random.nextBytes(datagram);
            byte[] head = {6, 0, (byte) 0xff, 7, (byte) (random.nextBoolean() ? 6 : 0)};
            System.arraycopy(head, 0, datagram, 0, Math.min(head.length, datagram.length));
            if (datagram.length > 15) {
                datagram[random.nextBoolean() ? 13 : 15] = 0;
            }
            read += IncomingPacket.parse(datagram)
                    .map(packet -> {
                        assertThat(packet.payload().length).isLessThan(datagram.length);
                        assertThat(packet.authenticatedPart(16).length).isLessThan(datagram.length);
                        assertThat(packet.authenticationCode(16)).hasSizeLessThanOrEqualTo(16);
                        for (PayloadType type : PayloadType.values()) {
                            assertThat(HandshakeReply.parse(packet, type, (byte) 1, 2, 28))
                                    .matches(reply -> reply.isEmpty() || packet.carries(type));
                        }
                        return 1;
                    })
                    .orElse(0);
        }
        assertThat(read).isPositive();
    }
}
