package com.umcloud.umha.fencing.ipmi.session;

import com.umcloud.umha.api.fence.FenceFailure;
import com.umcloud.umha.fencing.ipmi.packet.CompletionCode;
import com.umcloud.umha.fencing.ipmi.packet.IncomingPacket;
import com.umcloud.umha.fencing.ipmi.packet.IpmiCommand;
import com.umcloud.umha.fencing.ipmi.packet.IpmiResponse;
import com.umcloud.umha.fencing.ipmi.packet.PayloadType;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An authenticated and encrypted session with one BMC. Used by one thread. */
public final class IpmiSession {
    private static final Logger LOG = LoggerFactory.getLogger(IpmiSession.class);
    private static final int TRANSMISSIONS = 5;
    private static final int CLOSE_TRANSMISSIONS = 2;
    private static final int REQUEST_SEQUENCES = 64;

    private final Exchange exchange;
    private final SessionCipher cipher;
    private final int consoleSessionId;
    private final int bmcSessionId;
    private final SequenceWindow window = new SequenceWindow();
    private int sessionSequence;
    private int requestSequence;

    IpmiSession(Exchange exchange, SessionCipher cipher, int consoleSessionId, int bmcSessionId) {
        this.exchange = exchange;
        this.cipher = cipher;
        this.consoleSessionId = consoleSessionId;
        this.bmcSessionId = bmcSessionId;
    }

    /**
     * Asks a command that changes nothing.
     *
     * @return the data of the answer
     */
    public byte[] request(IpmiCommand command) throws InterruptedException {
        return request(command, new Delivery());
    }

    /**
     * Sends a command until it is answered; a busy BMC is asked again.
     *
     * @param delivery keeps the account over this and further sessions
     * @return the data of the answer
     * @throws CommandRefusedException if the BMC refuses it, or is busy until the time is over
     * @throws IpmiException if there is no authentic answer
     */
    public byte[] request(IpmiCommand command, Delivery delivery) throws InterruptedException {
        Optional<CommandRefusedException> busy = Optional.empty();
        while (true) {
            int code;
            try {
                IpmiResponse response =
                        ask(exchange, command, TRANSMISSIONS, delivery).value();
                code = response.completionCode();
                if (code == CompletionCode.OK) {
                    return response.data();
                }
            } catch (IpmiException silence) {
                // a BMC that said busy was reached, whatever became of its next answer
                throw busy.isPresent() && silence.failure() == FenceFailure.UNREACHABLE
                        ? new IpmiException(
                                FenceFailure.REFUSED,
                                silence.repetition(),
                                String.valueOf(busy.get().getMessage()))
                        : silence;
            }
            if (CompletionCode.isWithoutEffect(code)) {
                delivery.countRefused();
            }
            CommandRefusedException refusal = new CommandRefusedException(command, code);
            if (!CompletionCode.isBusy(code) || !exchange.pause()) {
                throw refusal;
            }
            busy = Optional.of(refusal);
        }
    }

    /** Closes the session on the BMC, which has only a few. Never throws; an interruption is kept for the caller. */
    void close() {
        try {
            IpmiCommand command = IpmiCommand.closeSession(bmcSessionId);
            Exchange brief = exchange.within(exchange.retryInterval().multipliedBy(CLOSE_TRANSMISSIONS));
            ask(brief, command, CLOSE_TRANSMISSIONS, new Delivery());
        } catch (IpmiException failure) {
            if (failure.failure() != FenceFailure.REFUSED) {
                abandon();
            }
            LOG.debug("the BMC's session may stay open until it times out: {}", failure.getMessage());
        } catch (InterruptedException e) {
            abandon();
            Thread.currentThread().interrupt();
        }
    }

    /** Tells the BMC to close the session without waiting for its answer. */
    void abandon() {
        exchange.tell(seal(IpmiCommand.closeSession(bmcSessionId), nextRequestSequence()));
    }

    private Exchange.Answer<IpmiResponse> ask(Exchange over, IpmiCommand command, int transmissions, Delivery delivery)
            throws InterruptedException {
        int request = nextRequestSequence();
        return over.ask(
                command.title(),
                transmissions,
                () -> {
                    delivery.countSent();
                    return seal(command, request);
                },
                packet -> read(packet, command, request));
    }

    private byte[] seal(IpmiCommand command, int request) {
        return cipher.seal(bmcSessionId, ++sessionSequence, command.encode(request));
    }

    private int nextRequestSequence() {
        requestSequence = (requestSequence + 1) % REQUEST_SEQUENCES;
        return requestSequence;
    }

    private Optional<IpmiResponse> read(IncomingPacket packet, IpmiCommand command, int request) {
        if (packet.sessionId() != consoleSessionId || !packet.carries(PayloadType.MESSAGE)) {
            return Optional.empty();
        }
        Optional<byte[]> message = cipher.open(packet);
        if (message.isEmpty()) {
            exchange.noteOddity();
            return Optional.empty();
        }
        return window.admit(packet.sequence()) ? IpmiResponse.parse(message.get(), command, request) : Optional.empty();
    }
}
