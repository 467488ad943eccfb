package com.umcloud.umha.it.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.core.store.IncidentRow;
import java.time.Duration;
import java.util.List;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The controller's process is killed with SIGKILL in the middle of a recovery and started again. */
class ProcessorKilledIT {
    private static final Duration LIMIT = Duration.ofSeconds(180);
    private static final int INSTANCES = 6;

    /** When it is killed; each begins later than the one before. */
    enum Moment {
        POWER_IS_OFF((cloud, host) -> cloud.power(host, "status").contains("is off")),
        HOST_IS_FORCED_DOWN(
                (cloud, host) -> cloud.service(host).path("forced_down").asBoolean()),
        FIRST_EVACUATION_IS_ASKED((cloud, host) -> cloud.serversOn(host).stream()
                .anyMatch(server -> !server.taskState().isEmpty())),
        FIRST_INSTANCE_HAS_MOVED((cloud, host) -> cloud.serversOn(host).size() < INSTANCES);

        private final BiPredicate<RealCloud, String> come;

        Moment(BiPredicate<RealCloud, String> come) {
            this.come = come;
        }
    }

    @RegisterExtension
    final CleanCloud clean = new CleanCloud();

    @ParameterizedTest
    @EnumSource
    void nothingIsEvacuatedTwiceAndNothingIsForgotten(Moment moment) throws InterruptedException {
        RealCloud cloud = clean.cloud();
        String dead = cloud.hosts().get(0);
        List<RealServer> instances = cloud.boot(INSTANCES, dead);
        cloud.fault("all", "rebuild_seconds=3");
        try (Umha umha = Umha.withoutController(cloud)) {
            Process process = umha.startProcess();
            umha.awaitActing(1);
            umha.awaitWatched();
            cloud.kill(dead);
            RealCloud.awaitThat(moment.name(), LIMIT, () -> moment.come.test(cloud, dead) ? "" : "not yet");
            umha.narration().say("*** " + moment + ": the processor is killed ***");
            process.destroyForcibly().waitFor();
            umha.startProcess();
            umha.awaitActing(2);

            Recovery.awaitActiveElsewhere(cloud, instances, List.of(dead), LIMIT);
            RealCloud.awaitThat("the incident recovered", Duration.ofSeconds(40), () -> {
                List<IncidentRow> rows =
                        umha.withStores(stores -> stores.incidents().recentIncidents(10));
                return rows.size() == 1 && rows.get(0).state().equals("RECOVERED") ? "" : rows.toString();
            });
            Recovery.assertEvacuatedOnce(cloud, instances);
            assertThat(umha.awaitResultMail(dead).body())
                    .contains(instances.stream().map(RealServer::name).toList());
        }
    }
}
