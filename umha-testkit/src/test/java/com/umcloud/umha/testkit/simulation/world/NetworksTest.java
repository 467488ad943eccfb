package com.umcloud.umha.testkit.simulation.world;

import static com.umcloud.umha.testkit.simulation.world.Site.CONTROLLER;
import static com.umcloud.umha.testkit.simulation.world.Site.NODE_1;
import static com.umcloud.umha.testkit.simulation.world.Site.SERVER;
import static com.umcloud.umha.testkit.simulation.world.Site.STANDBY;
import static com.umcloud.umha.testkit.simulation.world.Site.STORAGE_1;
import static com.umcloud.umha.testkit.simulation.world.Site.STORAGE_2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.reachability.Reachability;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworksTest {
    private final Site here = new Site();

    @Test
    void hostsAndServersAnswerAndNobodyElse() throws Exception {
        assertThat(here.answers(CONTROLLER, STORAGE_1)).isTrue();
        assertThat(here.answers(CONTROLLER, SERVER)).isTrue();
        assertThat(here.answers(CONTROLLER, "10.20.9.9")).isFalse();
        assertThat(here.answers(CONTROLLER, "10.10.0.1")).isFalse();
    }

    @Test
    void aHostAnswersWhileItIsUpAndItsStorageNetworkToo() throws Exception {
        here.site.hang(NODE_1);
        assertThat(here.answers(CONTROLLER, STORAGE_1)).isFalse();
        here.site.resume(NODE_1);
        assertThat(here.answers(CONTROLLER, STORAGE_1)).isTrue();

        here.site.cutStorage(NODE_1);
        assertThat(here.answers(CONTROLLER, STORAGE_1)).isFalse();
        here.site.restoreStorage(NODE_1);

        here.site.losePower(NODE_1);
        here.site.restorePower(NODE_1);
        here.pass(29);
        assertThat(here.answers(CONTROLLER, STORAGE_1)).isFalse();
        here.pass(1);
        assertThat(here.answers(CONTROLLER, STORAGE_1)).isTrue();
        assertThat(here.site.isUp(NODE_1)).isTrue();
    }

    @Test
    void theWholeStorageNetworkFails() throws Exception {
        here.site.networks().setStorageNetwork(false);
        here.pass(2);

        assertThat(here.answers(CONTROLLER, STORAGE_1)).isFalse();
        assertThat(here.answers(CONTROLLER, SERVER)).isFalse();
        assertThat(here.heardOf(NODE_1))
                .isNotEmpty()
                .allMatch(each -> Double.valueOf(0).equals(each.sample().volume()));
    }

    @Test
    void oneDeadStorageServerOfTwoIsNoLostStorage() throws Exception {
        Site two = new Site(Site.layout().withStorageServers(List.of(SERVER, "10.20.255.2")));
        two.site.networks().setStorageServer(SERVER, false);
        two.pass(1);
        assertThat(two.answers(CONTROLLER, SERVER)).isFalse();
        assertThat(two.heardOf(NODE_1).get(0).sample().volume()).isEqualTo(1.0);

        two.site.networks().setStorageServer("10.20.255.2", false);
        two.pass(1);
        assertThat(two.heardOf(NODE_1).get(0).sample().volume()).isEqualTo(0.0);
        assertThatThrownBy(() -> two.site.networks().setStorageServer("10.20.255.9", false))
                .hasMessageContaining("10.20.255.9");
    }

    @Test
    void aControllerMayHearWithoutPingAndPingWithoutHearing() throws Exception {
        here.site.controller(CONTROLLER).pingInVain(true);
        here.pass(2);
        assertThat(here.heard).isNotEmpty();
        assertThat(here.answers(CONTROLLER, STORAGE_1)).isFalse();
        assertThat(here.answers(STANDBY, STORAGE_1)).isTrue();

        here.site.controller(CONTROLLER).pingInVain(false);
        here.site.controller(CONTROLLER).deafen(true);
        here.heard.clear();
        here.pass(2);
        assertThat(here.heard).isEmpty();
        assertThat(here.answers(CONTROLLER, STORAGE_1)).isTrue();

        here.site.controller(CONTROLLER).isolate(true);
        assertThat(here.answers(CONTROLLER, STORAGE_1)).isFalse();
        assertThat(here.answers(CONTROLLER, SERVER)).isFalse();
    }

    @Test
    void aMachineThatCannotProbeSaysSo() {
        here.site.controller(CONTROLLER).forbidProbes(true);

        assertThatThrownBy(() -> here.answers(CONTROLLER, STORAGE_1))
                .isInstanceOf(UmhaException.class)
                .hasMessageContaining(CONTROLLER);
        assertThat(here.site.truth().faults().met()).containsEntry("controller-cannot-probe", 1);
    }

    @Test
    void aHostMayNotAnswerPings() throws Exception {
        here.site.networks().filterPing(here.site.host(NODE_1), true);

        assertThat(here.answers(CONTROLLER, STORAGE_1)).isFalse();
        assertThat(here.answers(CONTROLLER, STORAGE_2)).isTrue();
    }

    @Test
    void someTriesMayBeLost() throws Exception {
        here.site.networks().losePackets(0.5);

        Reachability found = here.site.probe(CONTROLLER).probe(STORAGE_1, 1000, Duration.ofSeconds(1));
        assertThat(found.lossRatio()).isBetween(0.4, 0.6);
        assertThatThrownBy(() -> here.site.networks().losePackets(2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsWrittenDownMayBeWrong() throws Exception {
        here.site.mistypeStorageAddress(NODE_1, "10.20.9.9");

        assertThat(here.site.storageAddresses()).containsEntry(NODE_1, "10.20.9.9");
        assertThat(here.answers(CONTROLLER, STORAGE_1)).isTrue();
    }

    @Test
    void anAddressOfASenderMustBeOne() {
        HostLayout wrong =
                new HostLayout("n", "z", "r", java.util.Set.of(), "10.20.0.1", "management.example", "10.30.0.1");

        assertThatThrownBy(() -> new Site(Site.layout().withHosts(List.of(wrong))))
                .hasMessageContaining("management.example");
    }
}
