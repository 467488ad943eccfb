package com.umcloud.umha.fencing.ipmi.session;

import com.umcloud.umha.api.fence.FenceFailure;
import com.umcloud.umha.fencing.ipmi.packet.IncomingPacket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** Question and answer over a network that loses datagrams, within one deadline. Used by one thread. */
final class Exchange {
    private static final int LONGEST_WAIT_FACTOR = 2;

    private final UdpLink link;
    private final Deadline deadline;
    private final Duration retryInterval;

    Exchange(UdpLink link, Deadline deadline, Duration retryInterval) {
        this.link = link;
        this.deadline = deadline;
        this.retryInterval = retryInterval;
    }

    /**
     * An answer.
     *
     * @param transmissions how often the question had been sent by then, from 1
     */
    record Answer<A>(A value, int transmissions) {
        boolean wasAskedOnce() {
            return transmissions == 1;
        }
    }

    /**
     * Sends a question until an answer fits; each wait is half as long again as the one before, up to
     * twice the first.
     *
     * @param title names the question in messages
     * @param transmissions after so many the silence is accepted
     * @param question makes the datagram, for each transmission anew
     * @param reader empty for packets that are not the answer; they are dropped
     * @throws IpmiException if no answer came: lasting if the time is over, else passing
     */
    <A> Answer<A> ask(
            String title, int transmissions, Supplier<byte[]> question, Function<IncomingPacket, Optional<A>> reader)
            throws InterruptedException {
        long wait = retryInterval.toNanos();
        for (int sent = 1; sent <= transmissions && !deadline.isOver(); sent++) {
            link.send(question.get());
            Optional<A> answer = await(deadline.orIn(wait), reader);
            if (answer.isPresent()) {
                return new Answer<>(answer.get(), sent);
            }
            wait = Math.min(wait + wait / 2, LONGEST_WAIT_FACTOR * retryInterval.toNanos());
        }
        throw silence(title);
    }

    /** Sends without awaiting an answer. */
    void tell(byte[] datagram) {
        link.send(datagram);
    }

    /** The same link, with less time. */
    Exchange within(Duration limit) {
        return new Exchange(link, deadline.orIn(limit.toNanos()), retryInterval);
    }

    /** The same link for a question that is better not repeated: it waits twice as long. */
    Exchange reluctant() {
        return new Exchange(link, deadline, retryInterval.multipliedBy(2));
    }

    /** Waits before the same thing is asked again; false if there is no time for it. */
    boolean pause() throws InterruptedException {
        if (deadline.remaining() <= retryInterval.toNanos()) {
            return false;
        }
        TimeUnit.NANOSECONDS.sleep(retryInterval.toNanos());
        return true;
    }

    void noteOddity() {
        link.noteOddity();
    }

    Duration retryInterval() {
        return retryInterval;
    }

    private <A> Optional<A> await(Deadline end, Function<IncomingPacket, Optional<A>> reader)
            throws InterruptedException {
        while (true) {
            Optional<IncomingPacket> packet = link.receive(end);
            if (packet.isEmpty()) {
                return Optional.empty();
            }
            Optional<A> answer = reader.apply(packet.get());
            if (answer.isPresent()) {
                return answer;
            }
        }
    }

    private IpmiException silence(String title) {
        boolean odd = link.sawOddity();
        FenceFailure failure = odd ? FenceFailure.BAD_ANSWER : FenceFailure.UNREACHABLE;
        String detail = link.address() + (odd ? " gives no authentic answer to " : " gives no answer to ") + title;
        return deadline.isOver()
                ? IpmiException.lasting(failure, detail + " within " + deadline.limit())
                : IpmiException.passing(failure, detail);
    }
}
