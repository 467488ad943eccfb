package com.umcloud.umha.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.LogCapture;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class UdpPublisherTest {
    private final SampleCodec codec = new SampleCodec(Samples.SECRET);

    @Test
    void sendsOneSignedDatagramPerSample() throws IOException {
        try (DatagramSocket socket = receiver();
                UdpPublisher publisher = publisher("127.0.0.1", socket.getLocalPort())) {
            publisher.publish(Samples.sample("m1"));

            DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
            socket.receive(packet);
            byte[] datagram = Arrays.copyOf(packet.getData(), packet.getLength());
            assertThat(codec.decode(datagram)).isInstanceOfSatisfying(DecodeResult.Decoded.class, decoded -> {
                assertThat(decoded.verified()).isTrue();
                assertThat(decoded.sample()).isEqualTo(Samples.sample("m1"));
            });
            assertThat(publisher.sent()).isEqualTo(1);
        }
    }

    @Test
    void countsWhatCannotBeSentAndTellsItOnce() throws IOException {
        try (DatagramSocket socket = receiver();
                LogCapture log = LogCapture.of(UdpPublisher.class);
                UdpPublisher publisher = publisher("no-such-host.invalid", socket.getLocalPort())) {
            for (int round = 0; round < 5; round++) {
                publisher.publish(Samples.sample("m" + round));
            }
            assertThat(publisher.failed()).isEqualTo(5);
            assertThat(publisher.sent()).isZero();
            assertThat(log.lines()).hasSize(1);
            assertThat(log.lines().get(0)).startsWith("WARN").contains("no-such-host.invalid", "unknown host");
        }
    }

    @Test
    void losesASampleThatNoDatagramHoldsAndSendsTheNext() throws IOException {
        try (DatagramSocket socket = receiver();
                LogCapture log = LogCapture.of(UdpPublisher.class);
                UdpPublisher publisher = publisher("[127.0.0.1]", socket.getLocalPort())) {
            Sample large = Samples.withMetadata(Samples.sample("m1"), Map.of("k", "x".repeat(65_500)));
            Sample odd = Samples.withMetadata(Samples.sample("m2"), Map.of("k", new Object()));

            publisher.publish(large);
            publisher.publish(large);
            publisher.publish(odd);
            publisher.publish(Samples.sample("m3"));

            assertThat(publisher.failed()).isEqualTo(3);
            assertThat(publisher.sent()).isEqualTo(1);
            assertThat(log.lines()).hasSize(1);
            assertThat(log.lines().get(0)).contains("storage_connectivity", "65507");
        }
    }

    @Test
    void isQuietOnceClosed() throws IOException {
        try (DatagramSocket socket = receiver();
                LogCapture log = LogCapture.of(UdpPublisher.class)) {
            UdpPublisher publisher = publisher("127.0.0.1", socket.getLocalPort());
            publisher.close();

            publisher.publish(Samples.sample("m1"));

            assertThat(publisher.failed()).isEqualTo(1);
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void refusesAPortThatIsNone() {
        assertThatThrownBy(() -> publisher("127.0.0.1", 0)).isInstanceOf(UmhaException.class);
        assertThatThrownBy(() -> publisher("127.0.0.1", 65_536))
                .isInstanceOf(UmhaException.class)
                .hasMessageContaining("udp://127.0.0.1:65536");
        assertThatThrownBy(() -> publisher("", 4952)).isInstanceOf(UmhaException.class);
    }

    private UdpPublisher publisher(String host, int port) {
        return new UdpPublisher(host, port, codec, System::nanoTime);
    }

    private static DatagramSocket receiver() throws IOException {
        DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
        socket.setSoTimeout(5000);
        return socket;
    }
}
