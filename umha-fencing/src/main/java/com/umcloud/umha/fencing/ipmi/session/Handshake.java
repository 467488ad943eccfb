package com.umcloud.umha.fencing.ipmi.session;

import com.umcloud.umha.api.fence.FenceFailure;
import com.umcloud.umha.fencing.ipmi.packet.CompletionCode;
import com.umcloud.umha.fencing.ipmi.packet.HandshakePayload;
import com.umcloud.umha.fencing.ipmi.packet.HandshakeReply;
import com.umcloud.umha.fencing.ipmi.packet.HandshakeStatus;
import com.umcloud.umha.fencing.ipmi.packet.IpmiCommand;
import com.umcloud.umha.fencing.ipmi.packet.IpmiResponse;
import com.umcloud.umha.fencing.ipmi.packet.PacketFormat;
import com.umcloud.umha.fencing.ipmi.packet.PayloadType;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Logs in to a BMC: capabilities, Open Session, then the proofs of {@link KeyAgreement}. Used once, by one thread. */
final class Handshake {
    static final int TRANSMISSIONS = 4;

    private static final int CAPABILITIES_SEQUENCE = 1;
    private static final int KEY_BESIDES_PASSWORD = 0x20;

    private final IpmiTarget target;
    private final Exchange exchange;
    private final SecureRandom random;
    private byte nextTag;

    Handshake(IpmiTarget target, Exchange exchange, SecureRandom random) {
        this.target = target;
        this.exchange = exchange;
        this.random = random;
        this.nextTag = (byte) random.nextInt();
    }

    /**
     * Opens a session with the strongest suite that both sides allow.
     *
     * @throws IpmiException if the BMC cannot be reached or does not let us in
     */
    IpmiSession login() throws InterruptedException {
        boolean wantsSecondKey = askCapabilities();
        for (CipherSuite suite : EnumSet.copyOf(target.suites())) {
            int consoleSessionId = randomSessionId();
            Optional<Integer> bmcSessionId = openSession(suite, consoleSessionId);
            if (bmcSessionId.isPresent()) {
                return new KeyAgreement(this, suite, consoleSessionId, bmcSessionId.get(), wantsSecondKey).agree();
            }
        }
        String tried = EnumSet.copyOf(target.suites()).stream()
                .map(suite -> String.valueOf(suite.number()))
                .collect(Collectors.joining(", "));
        throw IpmiException.lasting(
                FenceFailure.UNSUPPORTED_CIPHER, "the BMC offers none of the allowed cipher suites: " + tried);
    }

    /** Whether the BMC says that a login needs a second key (K_G); a BMC that refuses to tell is not asked further. */
    private boolean askCapabilities() throws InterruptedException {
        IpmiCommand command = IpmiCommand.getChannelAuthenticationCapabilities(target.privilege());
        byte[] datagram = PacketFormat.sessionless(command.encode(CAPABILITIES_SEQUENCE));
        IpmiResponse response = exchange.ask(
                        command.title(),
                        TRANSMISSIONS,
                        () -> datagram,
                        packet -> packet.carries(PayloadType.MESSAGE) && packet.sessionId() == 0
                                ? IpmiResponse.parse(packet.payload(), command, CAPABILITIES_SEQUENCE)
                                : Optional.empty())
                .value();
        byte[] data = response.data();
        if (response.completionCode() != CompletionCode.OK || data.length < 4) {
            return false;
        }
        if (data[1] >= 0 || (data[3] & 2) == 0) {
            throw IpmiException.lasting(
                    FenceFailure.UNSUPPORTED_CIPHER, "the BMC does not speak IPMI 2.0, or it is switched off there");
        }
        return (data[2] & KEY_BESIDES_PASSWORD) != 0;
    }

    /** The BMC's number for the new session; empty if it does not speak the suite. */
    private Optional<Integer> openSession(CipherSuite suite, int consoleSessionId) throws InterruptedException {
        byte tag = tag();
        byte[] request = HandshakePayload.openSession(
                tag,
                target.privilege(),
                consoleSessionId,
                suite.authenticationAlgorithm(),
                suite.integrityAlgorithm(),
                CipherSuite.AES_CBC_128);
        byte[] datagram = PacketFormat.handshake(PayloadType.OPEN_SESSION_REQUEST, request);
        HandshakeReply reply = exchange.ask(
                        "Open Session",
                        TRANSMISSIONS,
                        () -> datagram,
                        packet -> HandshakeReply.parse(
                                packet, PayloadType.OPEN_SESSION_RESPONSE, tag, consoleSessionId, 28))
                .value();
        if (HandshakeStatus.isUnsupportedSuite(reply.status())) {
            return Optional.empty();
        }
        requireOk(reply.status(), "Open Session");
        ByteBuffer body = reply.body();
        int start = body.position();
        if (body.get(start + 8) != suite.authenticationAlgorithm()
                || body.get(start + 16) != suite.integrityAlgorithm()
                || body.get(start + 24) != CipherSuite.AES_CBC_128) {
            throw IpmiException.lasting(
                    FenceFailure.BAD_ANSWER,
                    "the BMC answers Open Session with other algorithms than it was asked for");
        }
        return Optional.of(body.getInt());
    }

    /** Throws what another status than zero means. */
    void requireOk(int status, String stage) {
        if (status == HandshakeStatus.OK) {
            return;
        }
        String detail = String.format("%s is answered with status 0x%02x", stage, status);
        if (status == HandshakeStatus.UNAUTHORIZED_NAME) {
            throw IpmiException.lasting(
                    FenceFailure.WRONG_USER,
                    detail + ": the BMC does not know the user '" + target.username() + "' on its network channel");
        }
        if (HandshakeStatus.isPrivilege(status)) {
            throw IpmiException.lasting(
                    FenceFailure.REFUSED,
                    detail + ": the user '" + target.username() + "' may not log in with privilege "
                            + target.privilege().name().toLowerCase(Locale.ROOT));
        }
        if (HandshakeStatus.isWithoutSlots(status)) {
            throw IpmiException.passing(FenceFailure.REFUSED, detail + ": the BMC has no free session");
        }
        if (HandshakeStatus.isForgotten(status)) {
            throw IpmiException.passing(FenceFailure.REFUSED, detail + ": the BMC forgot the session");
        }
        throw new IpmiException(FenceFailure.REFUSED, IpmiException.Repetition.FEW_TIMES, detail);
    }

    IpmiTarget target() {
        return target;
    }

    Exchange exchange() {
        return exchange;
    }

    SecureRandom random() {
        return random;
    }

    /** A number for one question and its repetitions. */
    byte tag() {
        return nextTag++;
    }

    private int randomSessionId() {
        int number;
        do {
            number = random.nextInt();
        } while (number == 0);
        return number;
    }
}
