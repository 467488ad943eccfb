package com.umcloud.umha.core.incident;

import com.umcloud.umha.core.safety.DeviceBinding;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Which fence device the proof rests on. An incident is bound to the device that was written down for its host when it was
 * opened. Where another one is written down since, what was known of the first says nothing about it: it takes the place of one
 * that was not proven to be the host's own as long as nothing was done; otherwise only by naming the host's system.
 */
final class DeviceSteps {
    private DeviceSteps() {}

    /** What was known when the incident was opened. */
    static Evidence opened(DeviceListed listed) {
        return Evidence.NONE.bound(first(listed), listed.matches(), listed.matches());
    }

    private static Optional<DeviceBinding> first(DeviceListed listed) {
        return listed.identity()
                .map(identity -> new DeviceBinding(identity, listed.system(), listed.proven(), !listed.matches()));
    }

    /** Whether the device that is written down now is not the one that the incident is bound to. */
    static boolean isAnother(Draft draft, DeviceListed listed) {
        Optional<String> bound = draft.device().map(DeviceBinding::identity);
        return bound.isPresent() && listed.identity().isPresent() && !bound.equals(listed.identity());
    }

    /** Whether another host fell silent by the first device, and one that may turn out to be the host's own is written down since. */
    static boolean isDoubted(Draft draft, DeviceListed listed) {
        return isAnother(draft, listed)
                && !draft.fencing.suspects().isEmpty()
                && !draft.fencing.isConfirmedByOperator();
    }

    /** An observation: while nobody is fenced it does not matter yet what is written down. */
    static void listed(Draft draft, DeviceListed listed) {
        if (draft.device().isEmpty()) {
            Evidence evidence = draft.fencing.evidence();
            draft.fencing = draft.fencing.knowing(
                    evidence.bound(first(listed), evidence.deviceMatches(), evidence.deviceSeenOn()));
        }
        boolean fencing = draft.state == IncidentState.FENCING
                || draft.state == IncidentState.VERIFYING
                || draft.state == IncidentState.ISOLATING
                || draft.state == IncidentState.EVACUATING;
        if (!fencing || !isAnother(draft, listed)) {
            return;
        }
        if (mayBeExchanged(draft)) {
            draft.forget(CommandKind.READ_POWER);
            draft.fencing = draft.fencing.again(draft.config.powerCheckCount());
            exchange(draft, listed);
        } else {
            tellHeldTo(draft, listed);
        }
    }

    /** One that was never proven to be the host's own may be corrected until the power is cut. */
    private static boolean mayBeExchanged(Draft draft) {
        return draft.state == IncidentState.FENCING
                && draft.fencing.isUntouched()
                && !draft.isUnderWay(CommandKind.POWER_OFF)
                && !isProven(draft);
    }

    private static boolean isProven(Draft draft) {
        return draft.device().filter(DeviceBinding::proven).isPresent();
    }

    /** The host is fenced from here on. */
    static void begin(Draft draft, DeviceListed listed) {
        if (isAnother(draft, listed)) {
            if (isProven(draft)) {
                tellHeldTo(draft, listed);
            } else {
                exchange(draft, listed);
            }
        }
    }

    private static void exchange(Draft draft, DeviceListed listed) {
        String first = draft.device().map(DeviceBinding::identity).orElse("none");
        String device = listed.identity().orElseThrow();
        Optional<UUID> system = listed.system().or(() -> draft.device().flatMap(DeviceBinding::system));
        Optional<DeviceBinding> bound =
                Optional.of(new DeviceBinding(device, system, listed.matches(), !listed.matches()));
        Evidence evidence = draft.fencing.evidence().bound(bound, listed.matches(), listed.matches());
        draft.fencing = draft.fencing.knowing(evidence).needingQuiet(draft.fencing.quietNeeded() || !listed.matches());
        draft.announceOnce(
                AnnouncementKind.WRONG_DEVICE,
                "another fence device is written down for " + draft.host() + " since its incident was opened, " + device
                        + " instead of " + first + ": what was read from the first counts no more");
    }

    private static void tellHeldTo(Draft draft, DeviceListed listed) {
        String first = draft.device().map(DeviceBinding::identity).orElse("none");
        draft.announceOnce(
                AnnouncementKind.WRONG_DEVICE,
                "another fence device is written down for " + draft.host() + " in the middle of its incident, "
                        + listed.identity().orElse("none") + " instead of " + first
                        + ": it is asked for nothing unless it names the host's own system UUID; nothing further is"
                        + " evacuated before that, until " + first + " is written down again, or until an operator"
                        + " confirms that " + draft.host() + " is off");
    }

    /**
     * Another device than the first has named the host's own system, and takes that one's place, or the first has. No cut by it
     * has hit anybody else, and none by another device says anything about it.
     */
    static void verified(Draft draft, String device) {
        Optional<String> asked = draft.device().map(DeviceBinding::identity);
        Optional<UUID> system = draft.device().flatMap(DeviceBinding::system);
        Evidence evidence =
                draft.fencing.evidence().bound(Optional.of(new DeviceBinding(device, system, true, false)), true, true);
        draft.fencing = draft.fencing.knowing(evidence).suspecting(Set.of());
        if (!asked.equals(Optional.of(device))) {
            draft.announceOnce(
                    AnnouncementKind.FENCE_TROUBLE,
                    "the fence device that is written down for " + draft.host() + " since, " + device
                            + ", names the host's own system UUID: it is the one that is asked from here on");
        }
    }
}
