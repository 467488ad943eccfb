package com.umcloud.umha.evacuators.nova;

import static com.umcloud.umha.evacuators.nova.CloudFixture.LIMIT;
import static com.umcloud.umha.evacuators.nova.CloudFixture.NODE_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.api.evacuate.Flavor;
import com.umcloud.umha.api.evacuate.Instance;
import com.umcloud.umha.api.evacuate.Resources;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.testkit.openstack.cinder.SimulatedVolume;
import com.umcloud.umha.testkit.openstack.http.Fault;
import com.umcloud.umha.testkit.openstack.http.Reply;
import com.umcloud.umha.testkit.openstack.nova.SimulatedFlavor;
import com.umcloud.umha.testkit.openstack.nova.SimulatedInstance;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceDetailsTest {
    private static final Map<String, String> SWITCHED_ON = Map.of("selection.image_properties", "true");
    private static final String IMAGE = "11111111-2222-4333-8444-555555555555";
    private static final SimulatedFlavor LARGE =
            new SimulatedFlavor("7", "large", 8, 16_384, 80, 10, 1500, Map.of("evacuable", "true"));

    @ParameterizedTest
    @ValueSource(ints = {93, 47, 46, 12, 1})
    void theFlavorIsTheSameWhateverTheVersion(int microversion) throws Exception {
        try (CloudFixture fixture = new CloudFixture(
                settings -> settings.highestMicroversion(microversion).maximumLimit(3))) {
            var nova = fixture.cloud.openStack().nova();
            nova.addInstance(SimulatedInstance.active("on-image", "a", NODE_1).withFlavor(LARGE));
            nova.addInstance(SimulatedInstance.active("on-volume", "b", NODE_1)
                    .withFlavor(LARGE)
                    .withVolume()
                    .withProject("p-2"));
            for (int i = 10; i < 16; i++) {
                nova.addInstance(SimulatedInstance.active("other-" + i, "c", "node-2.domain.tld")
                        .withFlavor(new SimulatedFlavor("" + i, "f" + i, 1, 1, 1, 0, 0, Map.of())));
            }

            Instance onImage = instance(fixture.evacuator, "on-image");
            Instance onVolume = instance(fixture.evacuator, "on-volume");

            assertThat(onImage.flavor())
                    .isEqualTo(new Flavor("large", new Resources(8, 16_384, 92), Map.of("evacuable", "true")));
            assertThat(onVolume.flavor())
                    .isEqualTo(new Flavor("large", new Resources(8, 16_384, 12), Map.of("evacuable", "true")));
            assertThat(onVolume.project()).isEqualTo("p-2");
            assertThat(onImage.imageProperties()).isEmpty();
            assertThat(instance(fixture.evacuator, fixture.firstOn(NODE_1))).isNotNull();
        }
    }

    @Test
    void anOldNovaIsAskedForFlavorsOnceInTenMinutes() throws Exception {
        try (CloudFixture fixture = new CloudFixture(settings -> settings.highestMicroversion(46))) {
            fixture.evacuator.instancesOn(NODE_1, LIMIT);
            int before = fixture.calls();
            fixture.evacuator.instancesOn(NODE_1, LIMIT);
            assertThat(fixture.requestsSince(before)).hasSize(1);

            fixture.clock.advance(Duration.ofMinutes(11));
            fixture.evacuator.instancesOn(NODE_1, LIMIT);
            assertThat(fixture.requestsSince(before)).hasSize(1 + 3);
        }
    }

    @ParameterizedTest
    @CsvSource({"93, large", "46, ''"})
    void aDeletedFlavorIsKnownAsFarAsNovaRemembersIt(int microversion, String name) throws Exception {
        try (CloudFixture fixture = new CloudFixture(settings -> settings.highestMicroversion(microversion))) {
            var nova = fixture.cloud.openStack().nova();
            nova.addInstance(SimulatedInstance.active("vm", "a", NODE_1).withFlavor(LARGE));
            nova.deleteFlavor("7");

            assertThat(instance(fixture.evacuator, "vm").flavor().name()).isEqualTo(name);
        }
    }

    @Test
    void flavorsThatCannotBeReadFailTheRead() throws Exception {
        try (CloudFixture fixture = new CloudFixture(settings -> settings.highestMicroversion(46))) {
            for (String path : List.of("/flavors/detail", "/os-extra_specs")) {
                fixture.cloud.openStack().faults().next(1, "GET", path, Fault.status(503));
                assertThatThrownBy(() -> fixture.evacuator.instancesOn(NODE_1, LIMIT))
                        .isInstanceOf(UmhaException.class)
                        .hasMessageContaining(path);
            }
        }
    }

    @Test
    void imagesAreNotAskedForUnlessSwitchedOn() throws Exception {
        try (CloudFixture fixture = new CloudFixture()) {
            fixture.evacuator.instancesOn(NODE_1, LIMIT);
            assertThat(fixture.requestsSince(0)).noneMatch(call -> call.contains("/image"));
        }
    }

    @Test
    void thePropertiesAndTagsOfAnImageAreReadOnce() throws Exception {
        try (CloudFixture fixture = new CloudFixture();
                Evacuator evacuator = fixture.evacuator(SWITCHED_ON)) {
            fixture.cloud
                    .openStack()
                    .glance()
                    .setImage(IMAGE, Map.of("HA_Enabled", "true", "os_type", "linux"), List.of("evacuable"));
            for (int i = 0; i < 20; i++) {
                fixture.cloud
                        .openStack()
                        .nova()
                        .addInstance(
                                SimulatedInstance.active("vm-" + i, "a", NODE_1).withImage(IMAGE));
            }
            int before = fixture.calls();

            assertThat(instance(evacuator, "vm-7").imageProperties())
                    .isEqualTo(Map.of("HA_Enabled", "true", "os_type", "linux", "evacuable", "true"));
            assertThat(instance(evacuator, "vm-8").imageProperties()).isNotEmpty();

            assertThat(fixture.requestsSince(before))
                    .filteredOn(call -> call.contains("/image/v2/images/"))
                    .hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "3, volumev3, /volume/v3/",
        "3, block-storage, /volume/v3/",
        "2, volumev2 volumev3, /volume/v2/",
        "2, volumev3, /volume/v3/",
        "1, volume volumev3, /volume/v1/",
    })
    void anInstanceOnAVolumeHasThePropertiesOfItsBootVolume(String version, String types, String path)
            throws Exception {
        Set<String> services = Set.copyOf(List.of(("compute image " + types).split(" ")));
        try (CloudFixture fixture = new CloudFixture(settings -> settings.services(services));
                Evacuator evacuator =
                        fixture.evacuator(Map.of("selection.image_properties", "true", "cinder_version", version))) {
            var openStack = fixture.cloud.openStack();
            openStack
                    .nova()
                    .addInstance(SimulatedInstance.active("vm", "a", NODE_1).withVolume());
            openStack.cinder().setRootImageProperties("vm", Map.of("HA_Enabled", "no"));
            openStack.cinder().attach(new SimulatedVolume("data", "/dev/vdb", false, Map.of()), "vm");
            openStack
                    .cinder()
                    .attach(new SimulatedVolume("rescue", "/dev/sda", true, Map.of("HA_Enabled", "yes")), "vm");

            assertThat(instance(evacuator, "vm").imageProperties()).isEqualTo(Map.of("HA_Enabled", "no"));

            assertThat(fixture.requestsSince(0))
                    .filteredOn(call -> call.contains("/volume/"))
                    .hasSize(3)
                    .allMatch(call -> call.contains(path));
        }
    }

    @Test
    void aDeletedImageHasNoPropertiesButAnythingElseFailsTheRead() throws Exception {
        try (CloudFixture fixture = new CloudFixture();
                Evacuator evacuator = fixture.evacuator(SWITCHED_ON)) {
            var openStack = fixture.cloud.openStack();
            openStack
                    .nova()
                    .addInstance(SimulatedInstance.active("vm", "a", NODE_1).withImage(IMAGE));
            openStack
                    .nova()
                    .addInstance(SimulatedInstance.active("vm-2", "a", NODE_1).withVolume());
            for (String path : List.of("/image/v2", "/volume/v3")) {
                for (Fault fault : List.of(
                        Fault.status(403),
                        Fault.status(404),
                        Fault.status(503),
                        new Fault.Answer(Reply.html(200, "Log in")),
                        new Fault.Garble("application/json", "{}"))) {
                    openStack.faults().next(1, "GET", path, fault);
                    assertThatThrownBy(() -> evacuator.instancesOn(NODE_1, LIMIT))
                            .isInstanceOf(UmhaException.class)
                            .hasMessageContaining("[selection] image_properties = true");
                }
            }
            assertThat(instance(evacuator, "vm").imageProperties()).isEmpty();
        }
    }

    @Test
    void aCloudWithoutGlanceInItsCatalogueIsTold() throws Exception {
        try (CloudFixture fixture = new CloudFixture(settings -> settings.services(Set.of("compute")));
                Evacuator evacuator = fixture.evacuator(SWITCHED_ON)) {
            assertThatThrownBy(() -> evacuator.instancesOn(NODE_1, LIMIT))
                    .isInstanceOf(UmhaException.class)
                    .hasMessageContaining("no internal or public endpoint of Glance")
                    .hasMessageContaining("image_properties");
        }
    }

    private static Instance instance(Evacuator evacuator, String id) throws InterruptedException {
        return evacuator.instancesOn(NODE_1, LIMIT).stream()
                .filter(instance -> instance.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
