package com.umcloud.umha.fencing.ipmi.session;

import com.umcloud.umha.api.fence.FenceFailure;
import com.umcloud.umha.fencing.ipmi.packet.HandshakePayload;
import com.umcloud.umha.fencing.ipmi.packet.HandshakeReply;
import com.umcloud.umha.fencing.ipmi.packet.HandshakeStatus;
import com.umcloud.umha.fencing.ipmi.packet.IncomingPacket;
import com.umcloud.umha.fencing.ipmi.packet.PacketFormat;
import com.umcloud.umha.fencing.ipmi.packet.PayloadType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * RAKP messages 1 to 4 (IPMI 2.0, sections 13.20 to 13.24, 13.28 and 13.31): both sides prove that they know the password and
 * derive the session's keys. Only a RAKP 2 whose proof is wrong means a wrong password. If RAKP 1 had to be repeated it is
 * believed at the third time only: BMCs choose a new random number when they hear RAKP 1 again, and may mix the two up.
 */
final class KeyAgreement {
    private static final int RANDOM_LENGTH = 16;
    private static final int RAKP_2_HEAD = 2 * RANDOM_LENGTH;

    private final Handshake handshake;
    private final Exchange exchange;
    private final CipherSuite suite;
    private final int consoleSessionId;
    private final int bmcSessionId;
    private final boolean wantsSecondKey;
    private final byte[] password;
    private final byte[] role;
    private final byte[] consoleRandom = new byte[RANDOM_LENGTH];

    KeyAgreement(
            Handshake handshake, CipherSuite suite, int consoleSessionId, int bmcSessionId, boolean wantsSecondKey) {
        IpmiTarget target = handshake.target();
        this.handshake = handshake;
        this.exchange = handshake.exchange();
        this.suite = suite;
        this.consoleSessionId = consoleSessionId;
        this.bmcSessionId = bmcSessionId;
        this.wantsSecondKey = wantsSecondKey;
        this.password = target.password().reveal().getBytes(StandardCharsets.UTF_8);
        this.role = HandshakePayload.role(target.privilege(), target.username().getBytes(StandardCharsets.UTF_8));
        handshake.random().nextBytes(consoleRandom);
    }

    /** The open session; if it does not come to that, the BMC is told to free its slot. */
    IpmiSession agree() throws InterruptedException {
        HandshakeReply rakp2;
        try {
            rakp2 = proveBmc();
        } catch (IpmiException | InterruptedException failure) {
            giveUp();
            throw failure;
        }
        byte[] bmcRandom = part(rakp2, 0);
        byte[] integrityKey = suite.digest(password, consoleRandom, bmcRandom, role);
        SessionCipher cipher = new SessionCipher(suite, integrityKey, handshake.random());
        IpmiSession session = new IpmiSession(exchange, cipher, consoleSessionId, bmcSessionId);
        try {
            proveConsole(bmcRandom, part(rakp2, 1), integrityKey);
        } catch (IpmiException | InterruptedException failure) {
            session.abandon();
            throw failure;
        }
        return session;
    }

    /** RAKP 1 and 2: the BMC proves that it knows the password. */
    private HandshakeReply proveBmc() throws InterruptedException {
        byte tag = handshake.tag();
        byte[] datagram = PacketFormat.handshake(
                PayloadType.RAKP_1, HandshakePayload.rakp1(tag, bmcSessionId, consoleRandom, role));
        int bodyLength = RAKP_2_HEAD + suite.digestLength();
        Exchange.Answer<HandshakeReply> answer = exchange.reluctant()
                .ask(
                        "RAKP 1",
                        Handshake.TRANSMISSIONS,
                        () -> datagram,
                        packet -> HandshakeReply.parse(packet, PayloadType.RAKP_2, tag, consoleSessionId, bodyLength));
        HandshakeReply rakp2 = answer.value();
        handshake.requireOk(rakp2.status(), "RAKP 1");
        byte[] expected = suite.digest(
                password,
                HandshakePayload.number(consoleSessionId),
                HandshakePayload.number(bmcSessionId),
                consoleRandom,
                part(rakp2, 0),
                part(rakp2, 1),
                role);
        if (MessageDigest.isEqual(expected, tail(rakp2, RAKP_2_HEAD, suite.digestLength()))) {
            return rakp2;
        }
        throw new IpmiException(
                FenceFailure.WRONG_PASSWORD,
                answer.wasAskedOnce() ? IpmiException.Repetition.NEVER : IpmiException.Repetition.FEW_TIMES,
                "the BMC has another password for the user '"
                        + handshake.target().username() + "'");
    }

    /** RAKP 3 and 4: the console proves the same, and the BMC confirms the keys. */
    private void proveConsole(byte[] bmcRandom, byte[] bmcGuid, byte[] integrityKey) throws InterruptedException {
        byte tag = handshake.tag();
        byte[] proof = suite.digest(password, bmcRandom, HandshakePayload.number(consoleSessionId), role);
        byte[] datagram = PacketFormat.handshake(
                PayloadType.RAKP_3, HandshakePayload.rakp3(tag, HandshakeStatus.OK, bmcSessionId, proof));
        byte[] expected =
                suite.truncatedDigest(integrityKey, consoleRandom, HandshakePayload.number(bmcSessionId), bmcGuid);
        AtomicBoolean otherKeys = new AtomicBoolean();
        try {
            HandshakeReply rakp4 = exchange.ask("RAKP 3", Handshake.TRANSMISSIONS, () -> datagram, packet -> {
                        Optional<HandshakeReply> reply = readRakp4(packet, tag);
                        boolean forged = reply.isPresent()
                                && reply.get().status() == HandshakeStatus.OK
                                && !MessageDigest.isEqual(expected, tail(reply.get(), 0, suite.codeLength()));
                        if (forged) {
                            otherKeys.set(true);
                            exchange.noteOddity();
                        }
                        return forged ? Optional.empty() : reply;
                    })
                    .value();
            handshake.requireOk(rakp4.status(), "RAKP 3");
        } catch (IpmiException failure) {
            throw otherKeys.get() && wantsSecondKey ? secondKeyWanted() : failure;
        }
    }

    private Optional<HandshakeReply> readRakp4(IncomingPacket packet, byte tag) {
        return HandshakeReply.parse(packet, PayloadType.RAKP_4, tag, consoleSessionId, suite.codeLength());
    }

    private static IpmiException secondKeyWanted() {
        return IpmiException.lasting(
                FenceFailure.REFUSED,
                "the BMC wants a K_G key besides the password, which UMHA has not: clear it there");
    }

    /** RAKP 3 with a status ends a session that is being opened. */
    private void giveUp() {
        byte[] farewell = HandshakePayload.rakp3(
                handshake.tag(), HandshakeStatus.INVALID_INTEGRITY_CHECK, bmcSessionId, new byte[0]);
        exchange.tell(PacketFormat.handshake(PayloadType.RAKP_3, farewell));
    }

    /** The random number (0) or the identity (1) of the BMC in RAKP 2. */
    private static byte[] part(HandshakeReply rakp2, int index) {
        return tail(rakp2, index * RANDOM_LENGTH, RANDOM_LENGTH);
    }

    private static byte[] tail(HandshakeReply reply, int from, int length) {
        ByteBuffer body = reply.body();
        byte[] bytes = new byte[length];
        body.position(body.position() + from).get(bytes);
        return bytes;
    }
}
