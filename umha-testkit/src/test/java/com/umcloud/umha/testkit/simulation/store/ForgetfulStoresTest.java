package com.umcloud.umha.testkit.simulation.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.umcloud.umha.core.engine.IncidentJson;
import com.umcloud.umha.core.incident.HostReturn.PowerOn;
import com.umcloud.umha.core.incident.Incident;
import com.umcloud.umha.core.incident.InstanceRecovery;
import com.umcloud.umha.core.incident.InstanceState;
import com.umcloud.umha.core.store.IncidentCommit;
import com.umcloud.umha.core.store.IncidentRow;
import com.umcloud.umha.core.store.IntentRow;
import com.umcloud.umha.core.store.IntentState;
import com.umcloud.umha.core.store.Stores;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForgetfulStoresTest {
    private static final String ASKED_AT = "2026-03-08T02:29:00Z";
    private static final String DOCUMENT = """
            {"id": "i1", "host": "node-1", "faults": ["PANICKED"], "state": "EVACUATING", "reason": "",
             "openedAt": "2026-03-08T02:28:00Z", "updatedAt": "2026-03-08T02:29:00Z",
             "fencing": {"round": 1, "powerOffSentAt": "2026-03-08T02:28:30Z", "confirmedBy": "", "suspects": [],
                         "trouble": "", "evidence": {"committed": true}},
             "underWay": [{"id": "i1/7", "kind": "EVACUATE", "subject": "vm-1"},
                          {"id": "i1/8", "kind": "LOOK", "subject": "node-1"}],
             "sequence": 8, "listed": true, "groups": [], "reserves": [],
             "instances": [%s],
             "told": {"gates": [], "troubles": []},
             "hostReturn": {"powerOn": "GIVEN", "powerOns": 1}}
            """;
    private static final String INSTANCE = """
            {"id": "%s", "name": "%s", "state": "%s", "disk": "KEEP_SHARED", "attempts": %d, "askedAt": "%s",
             "placing": {"priority": 500, "needs": {"vcpus": 1, "memoryMb": 1, "diskGb": 1}}, "detail": ""}
            """;

    private final DatabaseGround ground = new DatabaseGround();
    private final Stores stores = ground.a.stores();
    private final Stores forgetful = ForgetfulStores.over(stores);

    private static String instance(String id, InstanceState state, int attempts) {
        return String.format(INSTANCE, id, id, state, attempts, ASKED_AT);
    }

    private Incident resumed(Stores by) {
        IncidentRow row = by.incidents().openIncidents().get(0);
        return IncidentJson.read(row.id(), row.document());
    }

    @Test
    void whatWasUnderWayIsForgottenAndNothingElse() {
        String document = String.format(
                DOCUMENT,
                String.join(
                        ",",
                        instance("vm-1", InstanceState.REQUESTED, 1),
                        instance("vm-2", InstanceState.REQUESTED, 2),
                        instance("vm-3", InstanceState.RUNNING, 1),
                        instance("vm-4", InstanceState.UNRESOLVED, 1),
                        instance("vm-5", InstanceState.RESETTING, 0),
                        instance("vm-6", InstanceState.STOPPING, 1)));
        write(document);
        Incident kept = resumed(stores);

        Incident taken = resumed(forgetful);

        assertThat(kept.underWay()).hasSize(2);
        assertThat(taken.underWay()).isEmpty();
        assertThat(taken.instances())
                .extracting(InstanceRecovery::state, InstanceRecovery::attempts, InstanceRecovery::askedAt)
                .containsExactly(
                        tuple(InstanceState.PENDING, 0, Optional.empty()),
                        tuple(InstanceState.PENDING, 1, Optional.of(Instant.parse(ASKED_AT))),
                        tuple(InstanceState.RUNNING, 1, Optional.of(Instant.parse(ASKED_AT))),
                        tuple(InstanceState.UNRESOLVED, 1, Optional.of(Instant.parse(ASKED_AT))),
                        tuple(InstanceState.TO_RESET, 0, Optional.of(Instant.parse(ASKED_AT))),
                        tuple(InstanceState.TO_STOP, 1, Optional.of(Instant.parse(ASKED_AT))));
        assertThat(taken.hostReturn().powerOn()).isEqualTo(PowerOn.NOT_GIVEN);
        assertThat(taken.hostReturn().powerOns()).isZero();
        assertThat(taken.fencing()).isEqualTo(kept.fencing());
        assertThat(taken.sequence()).isEqualTo(8);
        assertThat(taken.updatedAt()).isEqualTo(kept.updatedAt());
        assertThat(forgetful.incidents().unfinishedIntents()).isEmpty();
        assertThat(stores.incidents().unfinishedIntents()).hasSize(1);
        assertThat(forgetful.incidents().incident("i1"))
                .isEqualTo(stores.incidents().incident("i1"));
    }

    private void write(String document) {
        Instant now = DatabaseGround.T0;
        IntentRow intent = new IntentRow("i1/7", "i1", "EVACUATE", "vm-1", IntentState.INTENDED, now, now, "");
        IncidentRow row = new IncidentRow("i1", "node-1", "EVACUATING", "PANICKED", true, now, now, document);
        forgetful
                .incidents()
                .commit(
                        ground.lease.epoch(),
                        new IncidentCommit(List.of(row), List.of(intent), List.of(), List.of(), List.of()));
    }
}
