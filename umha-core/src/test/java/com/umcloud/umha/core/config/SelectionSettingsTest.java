package com.umcloud.umha.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelectionSettingsTest {
    private static final String ALLOWED = "; expected metadata:KEY=VALUE, flavor:KEY=VALUE, image:KEY=VALUE,"
            + " aggregate:KEY=VALUE, name:GLOB or project:GLOB, each with \"not \" before it if wanted";

    @TempDir
    private Path directory;

    private ConfigurationFiles files;

    @BeforeEach
    void setUp() {
        files = new ConfigurationFiles(directory);
    }

    @Test
    void tellsEveryWrongRuleAndValueAtOnce() {
        files.file("umha.conf", """
                [selection]
                include = metadata:HA_Enabled, flavour:evacuable=true, name:db-*
                exclude = web-1
                first = name:
                default_priority = 1001
                evacuate_in_error = maybe
                reset_to_error = paused, shelved
                image_properties = glance
                [placement]
                concurrent_evacuations_in_cloud = 0
                concurrent_evacuations_per_destination = many
                forecast_interval = 30s
                capacity_interval = 0s
                """);

        assertThat(files.failure())
                .containsExactly(
                        "ERROR umha.conf:2: [selection] include = metadata:HA_Enabled, flavour:evacuable=true,"
                                + " name:db-*: metadata:HA_Enabled is no rule: \"metadata:HA_Enabled\" has no = between"
                                + " key and value" + ALLOWED,
                        "ERROR umha.conf:2: [selection] include = metadata:HA_Enabled, flavour:evacuable=true,"
                                + " name:db-*: flavour:evacuable=true is no rule: \"flavour\" is nothing that can be"
                                + " looked at" + ALLOWED,
                        "ERROR umha.conf:3: [selection] exclude = web-1: web-1 is no rule: \"web-1\" has no colon"
                                + " behind what is to be looked at" + ALLOWED,
                        "ERROR umha.conf:4: [selection] first = name:: name: is no rule: there is no pattern behind"
                                + " name:" + ALLOWED,
                        "ERROR umha.conf:5: [selection] default_priority = 1001: not allowed; expected a whole number"
                                + " from 0 to 1000",
                        "ERROR umha.conf:6: [selection] evacuate_in_error = maybe: not allowed; expected true or false",
                        "ERROR umha.conf:7: [selection] reset_to_error = paused, shelved: not allowed; expected a list"
                                + " of paused, rescue, suspended",
                        "ERROR umha.conf:8: [selection] image_properties = glance: not allowed; expected true or false",
                        "ERROR umha.conf:10: [placement] concurrent_evacuations_in_cloud = 0: not allowed; expected a"
                                + " whole number from 1 to 10000",
                        "ERROR umha.conf:11: [placement] concurrent_evacuations_per_destination = many: not allowed;"
                                + " expected a whole number from 1 to 1000",
                        "ERROR umha.conf:12: [placement] forecast_interval = 30s: not allowed; expected a duration of"
                                + " at least 1m, such as 30s, 5m or 1h",
                        "ERROR umha.conf:13: [placement] capacity_interval = 0s: not allowed; expected a duration of"
                                + " at least 1s, such as 30s, 5m or 1h");
    }

    @Test
    void aRuleOnImagesNeedsTheirProperties() {
        files.file("umha.conf", "[selection]\ninclude = flavor:evacuable=true, image:evacuable=true\n");

        assertThat(files.failure())
                .containsExactly("ERROR umha.conf:2: [selection] include = flavor:evacuable=true, image:evacuable=true:"
                        + " images' properties are not read, so image:evacuable=true cannot be judged; set"
                        + " [selection] image_properties = true, or remove the rule");

        files.file("local.conf", "[selection]\nimage_properties = true\n");
        assertThat(files.load().recovery().selection().include()).hasSize(2);
    }

    @Test
    void aReservedHostIsNoDestination() {
        files.file("umha.conf", "[placement]\ndestination = node-9\nreserved_hosts = node-8, node-9\n");

        assertThat(files.failure())
                .containsExactly("ERROR umha.conf:2: [placement] destination = node-9: one of [placement]"
                        + " reserved_hosts, which are disabled until they are needed; remove it from one of the two");
    }

    @Test
    void anEmptyDestinationIsNone() {
        files.file("umha.conf", "[placement]\ndestination =\n");

        assertThat(files.load().recovery().placement().destination()).isEmpty();
    }

    @Test
    void evacuatorsSeeWhetherImagesAreRead() {
        files.file("umha.conf", "[selection]\nimage_properties = true\n");

        assertThat(files.load().asConfig().getBoolean("selection.image_properties"))
                .isTrue();
    }
}
