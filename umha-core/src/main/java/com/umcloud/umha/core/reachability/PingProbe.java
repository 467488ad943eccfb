package com.umcloud.umha.core.reachability;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.reachability.Reachability;
import com.umcloud.umha.api.reachability.ReachabilityProbe;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Asks with ICMP echo requests, sent by the system's {@code ping} (iputils; the program has the right to open a raw
 * socket, so that this process needs none). Each call runs one process on the caller's thread.
 *
 * <p>Requests leave 200 ms apart, closer if the limit is too short for that. A process that is not back at the limit is
 * killed with everything it started, and the answers seen so far count. What ping says of the address (unreachable,
 * unknown name) is no answer; what it says of this machine (no right to send, a usage error, nothing printed at all for a
 * numeric address because the machine is too slow) is an exception.
 */
public final class PingProbe implements ReachabilityProbe {
    private static final Duration USUAL_PAUSE = Duration.ofMillis(200);
    private static final String REMEDY = "install iputils-ping or set probe = tcp:PORT";

    private final String program;

    /** Uses the {@code ping} found on the search path. */
    public PingProbe() {
        this("ping");
    }

    /**
     * Uses a certain program.
     *
     * @param program name or path of a program that takes the options of iputils' ping and prints what it prints
     */
    public PingProbe(String program) {
        this.program = program;
    }

    @Override
    public Reachability probe(String address, int tries, Duration limit) throws InterruptedException {
        if (tries < 1) {
            throw new IllegalArgumentException(tries + " tries");
        }
        if (!Address.isWellFormed(address)) {
            return new Reachability(tries, 0, Optional.empty());
        }
        Execution execution;
        try {
            execution = Execution.run(command(address, tries, limit), limit);
        } catch (IOException e) {
            throw new UmhaException(
                    FailureType.EXTERNAL, "cannot run " + program + ": " + e.getMessage() + "; " + REMEDY, e);
        }
        return judge(address, tries, limit, execution);
    }

    private List<String> command(String address, int tries, Duration limit) {
        Duration pause = tries == 1 ? USUAL_PAUSE : shorter(USUAL_PAUSE, limit.dividedBy(2L * (tries - 1)));
        Duration wait = limit.minus(margin(limit)).minus(pause.multipliedBy(tries - 1L));
        return List.of(
                program, "-n", "-c", Integer.toString(tries), "-i", seconds(pause), "-W", seconds(wait), address);
    }

    /** The time that starting and ending the program may take. */
    private static Duration margin(Duration limit) {
        return shorter(limit.dividedBy(10), Duration.ofMillis(500));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", Math.max(duration.toMillis(), 2) / 1000.0);
    }

    private Reachability judge(String address, int tries, Duration limit, Execution execution) {
        PingOutput output = PingOutput.parse(execution.output(), tries);
        // A request that this machine refused to send says nothing of the address: it was not tried.
        int sent = Math.max(1, Math.max(output.answered(), tries - output.refusals()));
        Reachability result = new Reachability(sent, output.answered(), output.averageLatency());
        if (result.answers()) {
            return result;
        }
        if (execution.exitCode().isEmpty()) {
            if (execution.output().isBlank() && Address.isLiteral(address)) {
                throw new UmhaException(
                        FailureType.TIMEOUT,
                        program + " of " + address + " said nothing within " + limit.toMillis()
                                + " ms and was killed; is this machine overloaded?");
            }
            return result;
        }
        if (output.refusals() > 0
                || !(output.summarized() || output.blamesAddress())
                || execution.exitCode().getAsInt() > 2) {
            throw new UmhaException(
                    FailureType.EXTERNAL,
                    "cannot ping from this machine: " + program + " of " + address + " ended with code "
                            + execution.exitCode().getAsInt() + ": " + output.firstComplaint() + "; " + REMEDY);
        }
        return result;
    }
}
