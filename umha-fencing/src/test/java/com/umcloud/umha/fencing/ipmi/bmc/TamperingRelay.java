package com.umcloud.umha.fencing.ipmi.bmc;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Somebody between console and BMC. One thread per direction; for one console at a time. */
public final class TamperingRelay implements AutoCloseable {
    /** What it does to the BMC's answers. */
    public enum Tampering {
        /** Sends them from another port. */
        OTHER_SENDER,
        /** Sends all earlier ones again before each new one. */
        REPLAY
    }

    private static final int LARGEST = 1500;

    private final DatagramSocket front;
    private final DatagramSocket back;
    private final DatagramSocket other;
    private final Tampering tampering;
    private final List<byte[]> earlier = new ArrayList<>();
    private volatile SocketAddress console = new InetSocketAddress(0);

    public TamperingRelay(int bmcPort, Tampering tampering) throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        this.front = new DatagramSocket(0, loopback);
        this.back = new DatagramSocket(0, loopback);
        this.other = new DatagramSocket(0, loopback);
        this.tampering = tampering;
        back.connect(loopback, bmcPort);
        start("relay-questions", this::passQuestion);
        start("relay-answers", this::passAnswer);
    }

    public String address() {
        return "127.0.0.1:" + front.getLocalPort();
    }

    @Override
    public void close() {
        front.close();
        back.close();
        other.close();
    }

    private interface Step {
        void run() throws IOException;
    }

    private void start(String name, Step step) {
        Thread thread = new Thread(
                () -> {
                    try {
                        while (!front.isClosed()) {
                            step.run();
                        }
                    } catch (IOException e) {
                        close();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private void passQuestion() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
        front.receive(packet);
        console = packet.getSocketAddress();
        back.send(new DatagramPacket(packet.getData(), packet.getLength()));
    }

    private void passAnswer() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
        back.receive(packet);
        byte[] answer = Arrays.copyOf(packet.getData(), packet.getLength());
        if (tampering == Tampering.REPLAY) {
            for (byte[] old : earlier) {
                send(front, old);
            }
            earlier.add(answer);
        }
        send(tampering == Tampering.OTHER_SENDER ? other : front, answer);
    }

    private void send(DatagramSocket from, byte[] datagram) throws IOException {
        from.send(new DatagramPacket(datagram, datagram.length, console));
    }
}
