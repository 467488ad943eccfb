package com.umcloud.umha.core.engine;

import com.umcloud.umha.api.fence.PowerReading;
import com.umcloud.umha.api.fence.PowerState;
import com.umcloud.umha.core.incident.DeadDestinations;
import com.umcloud.umha.core.incident.IncidentEvent;
import com.umcloud.umha.core.incident.IncidentState;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers in the light of what was learned while they were on their way: an evacuation to a host that is off has failed, and a
 * reading of off that began before the host's newest sign of life proves nothing and is taken once more. Used by the engine's
 * thread.
 */
final class CurrentAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(CurrentAnswers.class);

    /** A power that reads off again and again while its host gives signs of life is judged in the end. */
    private static final int STALE_READS = 3;

    private final OpenIncidents open;
    private final SignsOfLife signs;
    private final Map<String, Integer> staleReads = new HashMap<>();

    CurrentAnswers(OpenIncidents open, SignsOfLife signs) {
        this.open = open;
        this.signs = signs;
    }

    IncidentEvent inTheLightOfNow(EngineEvent.Answered answered) {
        if (answered.answer() instanceof IncidentEvent.InstancesSeen seen) {
            return new IncidentEvent.InstancesSeen(
                    seen.commandId(),
                    seen.instances(),
                    DeadDestinations.settled(seen.migrations(), open.provenOff()),
                    seen.lookedAt(),
                    seen.lastActions());
        }
        if (answered.answer() instanceof IncidentEvent.InstancesListed listed) {
            return new IncidentEvent.InstancesListed(
                    listed.commandId(),
                    listed.instances(),
                    DeadDestinations.settled(listed.migrations(), open.provenOff()),
                    listed.groups());
        }
        return answered.answer() instanceof IncidentEvent.PowerRead read
                        && read.reading() instanceof PowerReading.Known known
                ? read(answered.host(), read, known.state())
                : answered.answer();
    }

    private IncidentEvent read(String host, IncidentEvent.PowerRead read, PowerState state) {
        boolean stale = signs.after(host, read.at()).isPresent()
                && open.of(host)
                        .map(i -> i.state() == IncidentState.FENCING || i.state() == IncidentState.EVACUATING)
                        .orElse(false);
        int before = staleReads.getOrDefault(host, 0);
        if (!stale || before >= STALE_READS || state == PowerState.ON) {
            staleReads.remove(host);
            return read;
        }
        staleReads.put(host, before + 1);
        LOG.info("{} gave a sign of life while its power was read: it is read again", host);
        return new IncidentEvent.NotRun(read.commandId(), "a sign of life came while the power was read");
    }

    /** This processor does not act any more. */
    void clear() {
        staleReads.clear();
    }
}
