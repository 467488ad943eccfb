package com.umcloud.umha.testkit.simulation.world;

import com.umcloud.umha.api.fence.FenceDevice;
import com.umcloud.umha.api.fence.FenceFailure;
import com.umcloud.umha.api.fence.PowerCommandResult;
import com.umcloud.umha.api.fence.PowerReading;
import com.umcloud.umha.api.fence.PowerState;
import com.umcloud.umha.api.secret.Secret;
import com.umcloud.umha.testkit.host.SimulatedHost;
import com.umcloud.umha.testkit.simulation.time.Agenda;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The BMC of one host, in process: it answers at once, without letting time pass. It may do much wrong, but when it says that the
 * host is off, it is. Used by one thread.
 */
public final class HostBmc {
    static final String USERNAME = "admin";
    static final Secret PASSWORD = Secret.of("simulated:password");

    private final SimulatedHost host;
    private final String address;
    private final Agenda agenda;
    private final FaultCounts faults;
    private final Map<BmcTrouble, Instant> until = new EnumMap<>(BmcTrouble.class);
    private final List<String> commands = new ArrayList<>();
    private Duration offAfter = Duration.ofSeconds(10);
    private boolean sharesFeed;
    private int refusedLogins;
    private Agenda.@Nullable Planned pendingOff;

    HostBmc(SimulatedHost host, String address, Agenda agenda, FaultCounts faults) {
        this.host = host;
        this.address = address;
        this.agenda = agenda;
        this.faults = faults;
    }

    public String address() {
        return address;
    }

    /** The commands that were carried out or swallowed, {@code on} and {@code off}, oldest first. */
    public List<String> commands() {
        return List.copyOf(commands);
    }

    /** How often it has refused a password: real ones lock the account after a few. */
    public int refusedLogins() {
        return refusedLogins;
    }

    /** From now on until it is cleared. */
    public void set(BmcTrouble trouble) {
        set(trouble, Instant.MAX);
    }

    /** From now on for so long, or longer if it was set for longer. */
    public void set(BmcTrouble trouble, Duration time) {
        set(trouble, agenda.instant().plus(time));
    }

    private void set(BmcTrouble trouble, Instant end) {
        faults.injected(trouble.label());
        until.merge(trouble, end, (a, b) -> a.isAfter(b) ? a : b);
    }

    public void clear(BmcTrouble trouble) {
        until.remove(trouble);
    }

    /** Ends every trouble. */
    public void clearAll() {
        until.clear();
    }

    public boolean has(BmcTrouble trouble) {
        return agenda.instant().isBefore(until.getOrDefault(trouble, Instant.MIN));
    }

    /** The time between an accepted power-off and the loss of power while {@link BmcTrouble#SLOW_OFF} is set; 10 s if not said. */
    public void offAfter(Duration pause) {
        offAfter = pause;
    }

    /** Whether it has no power feed but the host's; it has if nothing is said. */
    public void shareFeed(boolean on) {
        sharesFeed = on;
    }

    boolean sharesFeed() {
        return sharesFeed;
    }

    PowerReading read(FenceDevice device) {
        Optional<FenceFailure> failure = failure(device)
                .or(() -> meets(BmcTrouble.BAD_ANSWER) ? Optional.of(FenceFailure.BAD_ANSWER) : Optional.empty());
        return failure.<PowerReading>map(why -> new PowerReading.Unknown(why, detail(why)))
                .orElseGet(() -> new PowerReading.Known(host.isOn() ? PowerState.ON : PowerState.OFF));
    }

    Optional<UUID> systemUuid(FenceDevice device) {
        return failure(device).isPresent() || meets(BmcTrouble.HIDE_UUID)
                ? Optional.empty()
                : Optional.of(host.systemUuid());
    }

    PowerCommandResult off(FenceDevice device) {
        return command(device, "off", this::cutPower);
    }

    PowerCommandResult on(FenceDevice device) {
        return command(device, "on", () -> {
            cancelPending();
            host.on();
        });
    }

    private PowerCommandResult command(FenceDevice device, String name, Runnable effect) {
        Optional<FenceFailure> failure = failure(device)
                .or(() -> meets(BmcTrouble.REFUSE_CONTROL) ? Optional.of(FenceFailure.REFUSED) : Optional.empty());
        if (failure.isPresent()) {
            return new PowerCommandResult.Refused(failure.get(), detail(failure.get()));
        }
        commands.add(name);
        if (meets(BmcTrouble.LOSE_CONTROL)) {
            return unanswered();
        }
        effect.run();
        return meets(BmcTrouble.LOSE_CONTROL_ANSWERS) ? unanswered() : new PowerCommandResult.Accepted();
    }

    private PowerCommandResult unanswered() {
        return new PowerCommandResult.Unknown(FenceFailure.UNREACHABLE, "the BMC at " + address + " gave no answer");
    }

    private void cutPower() {
        if (meets(BmcTrouble.STUCK)) {
            return;
        }
        if (host.isOn() && meets(BmcTrouble.SLOW_OFF)) {
            cancelPending();
            pendingOff = agenda.after(offAfter, host::off);
        } else {
            host.off();
        }
    }

    private void cancelPending() {
        if (pendingOff != null) {
            pendingOff.cancel();
        }
    }

    /** What stands in the way of talking to it at all. */
    private Optional<FenceFailure> failure(FenceDevice device) {
        if (sharesFeed && !host.isSupplied()) {
            faults.met(SiteFault.BMC_WITHOUT_FEED);
            return Optional.of(FenceFailure.UNREACHABLE);
        }
        if (meets(BmcTrouble.UNREACHABLE)) {
            return Optional.of(FenceFailure.UNREACHABLE);
        }
        if (meets(BmcTrouble.BREAK_AGENT)) {
            throw new IllegalStateException("the fence agent cannot make sense of the BMC at " + address);
        }
        if (!device.username().equals(USERNAME)) {
            return Optional.of(FenceFailure.WRONG_USER);
        }
        if (!device.password().equals(PASSWORD) || meets(BmcTrouble.WRONG_PASSWORD)) {
            refusedLogins++;
            return Optional.of(FenceFailure.WRONG_PASSWORD);
        }
        return Optional.empty();
    }

    private boolean meets(BmcTrouble trouble) {
        boolean has = has(trouble);
        if (has) {
            faults.met(trouble.label());
        }
        return has;
    }

    private String detail(FenceFailure failure) {
        return "the BMC at " + address + ": " + failure;
    }
}
