package com.umcloud.umha.meters.storage;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.meter.Measurement;
import com.umcloud.umha.api.meter.MeasurementType;
import com.umcloud.umha.api.meter.Meter;
import com.umcloud.umha.api.reachability.Reachability;
import com.umcloud.umha.api.reachability.ReachabilityProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks every storage server at the same time. {@code storage_connectivity} is 1 if at least one of them answers, else 0:
 * one dead server is not a lost storage network. Loss and latency of each server are meters of their own, because
 * Ceilometer makes a resource row of every distinct metadata.
 *
 * <p>If no server answers and some could not be asked because of this machine (no {@code ping}, no permission), nothing is
 * known and the run fails: missing is never lost.
 */
final class StorageConnectivityMeter implements Meter {
    private static final Logger log = LoggerFactory.getLogger(StorageConnectivityMeter.class);
    private static final String LOSS = StorageConnectivityMeterFactory.NAME + ".loss";
    private static final String LATENCY = StorageConnectivityMeterFactory.NAME + ".latency";

    private final StorageConnectivityConfig config;
    private final String hostName;
    private final Map<String, String> metadata;
    private final ParallelProbes probes;
    private Optional<Boolean> before = Optional.empty();

    /**
     * A meter that asks nobody yet.
     *
     * @param metadata of the main measurement, constant
     */
    StorageConnectivityMeter(
            StorageConnectivityConfig config, String hostName, ReachabilityProbe probe, Map<String, String> metadata) {
        this.config = config;
        this.hostName = hostName;
        this.metadata = Map.copyOf(metadata);
        this.probes = new ParallelProbes(probe, config.servers().size());
    }

    @Override
    public List<Measurement> measure(Duration limit) throws InterruptedException {
        List<ServerAnswer> answers = probes.ask(config.servers(), config.pingCount(), probeLimit(limit));
        boolean reached = answers.stream().anyMatch(answer -> answer.answers(config.lossRatio()));
        if (!reached) {
            throwIfUnknown(answers);
        }
        tellChange(reached, answers);
        List<Measurement> measurements = new ArrayList<>();
        measurements.add(new Measurement(
                StorageConnectivityMeterFactory.NAME,
                MeasurementType.GAUGE,
                "status",
                reached ? 1 : 0,
                hostName,
                metadata));
        for (ServerAnswer answer : answers) {
            answer.reachability().ifPresent(each -> addDetails(answer.server(), each, measurements));
        }
        return measurements;
    }

    @Override
    public void close() {
        probes.close();
    }

    /** Leaves a tenth of the run for gathering the answers. */
    private Duration probeLimit(Duration limit) {
        Duration most = limit.multipliedBy(9).dividedBy(10);
        return most.compareTo(config.probeLimit()) < 0 ? most : config.probeLimit();
    }

    private static void throwIfUnknown(List<ServerAnswer> answers) {
        for (ServerAnswer answer : answers) {
            if (answer.failure().isPresent()) {
                RuntimeException failure = answer.failure().get();
                FailureType type = failure instanceof UmhaException umha ? umha.type() : FailureType.INTERNAL;
                throw new UmhaException(
                        type,
                        "the storage server " + answer.server() + " could not be asked: " + failure.getMessage(),
                        failure);
            }
        }
    }

    private void tellChange(boolean reached, List<ServerAnswer> answers) {
        if (before.filter(last -> last == reached).isEmpty()) {
            log.info(
                    "storage of {}: {} -> {} ({})",
                    hostName,
                    before.map(StorageConnectivityMeter::word).orElse("unknown"),
                    word(reached),
                    answers);
            before = Optional.of(reached);
        }
    }

    private static String word(boolean reached) {
        return reached ? "reached" : "lost";
    }

    private void addDetails(String server, Reachability reachability, List<Measurement> measurements) {
        String resource = hostName + "/" + server;
        Map<String, String> details = Map.of("host", hostName, "address", server);
        measurements.add(new Measurement(
                LOSS, MeasurementType.GAUGE, "ratio", rounded(reachability.lossRatio()), resource, details));
        reachability
                .averageLatency()
                .ifPresent(latency -> measurements.add(new Measurement(
                        LATENCY, MeasurementType.GAUGE, "ms", rounded(latency.toNanos() / 1e6), resource, details)));
    }

    /** Three places behind the point: few digits sign the same in every version of Ceilometer. */
    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
