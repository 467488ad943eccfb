package com.umcloud.umha.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.core.config.files.FenceDeviceFile;
import com.umcloud.umha.core.config.files.StorageAddressFile;
import com.umcloud.umha.core.config.schema.CeilometerSettings;
import com.umcloud.umha.core.config.schema.EngineSettings;
import com.umcloud.umha.core.config.schema.Setting;
import com.umcloud.umha.core.config.schema.SettingName;
import com.umcloud.umha.core.config.schema.UmhaSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped files say what the schema says. */
class SampleFilesTest {
    private static final Path ETC =
            Path.of("../umha-daemon/src/main/dist/etc").toAbsolutePath().normalize();
    private static final Path UMHA = ETC.resolve("umha/umha.conf");
    private static final Path COMPUTE = ETC.resolve("ceilometer/ceilometer-compute.conf");
    private static final Path CONTROLLER = ETC.resolve("ceilometer/ceilometer-controller.conf");
    // a space after the # makes it prose
    private static final Pattern KEY = Pattern.compile("(#?)([A-Za-z_]+) = (.*)");

    private record Documented(boolean active, String value, String comment) {}

    @Test
    void everySettingOfUmhaConfIsDocumentedWithItsDefault() throws IOException {
        Map<SettingName, Documented> sample = parse(UMHA);
        List<Setting> settings = Stream.concat(UmhaSettings.all().stream(), EngineSettings.all().stream())
                .toList();

        assertThat(sample.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        settings.stream().map(Setting::name).toList());
        assertThat(settings).allSatisfy(setting -> {
            Documented documented = sample.get(setting.name());
            assertThat(documented.comment()).contains(setting.description());
            setting.defaultValue()
                    .ifPresentOrElse(
                            value -> assertThat(setting.type().parse(documented.value()))
                                    .as(setting.name().toString())
                                    .contains(value),
                            () -> assertThat(documented.active())
                                    .as(setting.name().toString())
                                    .isFalse());
        });
    }

    @Test
    void everySettingOfCeilometerConfIsDocumentedInOneOfTheFiles() throws IOException {
        Map<SettingName, Documented> sample = new LinkedHashMap<>(parse(COMPUTE));
        sample.putAll(parse(CONTROLLER));
        sample.remove(new SettingName("DEFAULT", "host"));

        assertThat(sample.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        CeilometerSettings.all().stream().map(Setting::name).toList());
        assertThat(CeilometerSettings.all()).allSatisfy(setting -> {
            Documented documented = sample.get(setting.name());
            assertThat(documented.comment()).contains(setting.description());
            assertThat(setting.type().parse(documented.value()))
                    .as(setting.name().toString())
                    .isPresent();
            if (!documented.active() && !setting.type().secret()) {
                setting.defaultValue()
                        .ifPresent(value -> assertThat(setting.type().parse(documented.value()))
                                .as(setting.name().toString())
                                .contains(value));
            }
        });
    }

    @Test
    void theShippedFilesLoadWithoutAnyWarningAndDoNotActYet() {
        ConfigurationLoader loader = new ConfigurationLoader(Map.of(), "this-host");

        Configuration controller = loader.load(List.of(UMHA, CONTROLLER), List.of());
        Configuration compute = loader.load(List.of(COMPUTE), List.of());

        assertThat(controller.warnings()).isEmpty();
        assertThat(compute.warnings()).isEmpty();
        assertThat(controller.safety().reallyEvacuate()).isFalse();
        assertThat(controller.collector().udpPort()).isEqualTo(4953);
        assertThat(compute.agent().pipelineFile()).isEqualTo(ETC.resolve("ceilometer/pipeline_ha.yaml"));
        assertThat(FenceDeviceFile.read(ETC.resolve("umha/ipmi_info"))).isEmpty();
        assertThat(StorageAddressFile.read(ETC.resolve("umha/node_storage_ip_info")))
                .isEmpty();
    }

    @Test
    void theExamplesInTheListsAreWrittenRightly(@TempDir Path directory) throws IOException {
        Path devices = Files.write(directory.resolve("ipmi_info"), examples(ETC.resolve("umha/ipmi_info")));
        Path storage = Files.write(directory.resolve("storage"), examples(ETC.resolve("umha/node_storage_ip_info")));

        assertThat(FenceDeviceFile.read(devices)).hasSize(5);
        assertThat(StorageAddressFile.read(storage)).hasSize(2);
    }

    private static List<String> examples(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(Pattern.compile("#\\s*(node-.*)")::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .toList();
    }

    private static Map<SettingName, Documented> parse(Path file) throws IOException {
        Map<SettingName, Documented> found = new LinkedHashMap<>();
        List<String> comment = new ArrayList<>();
        String section = "";
        for (String line : Files.readAllLines(file)) {
            Matcher key = KEY.matcher(line);
            if (line.startsWith("[")) {
                section = line.substring(1, line.length() - 1);
            } else if (key.matches()) {
                Documented documented = new Documented(key.group(1).isEmpty(), key.group(3), String.join(" ", comment));
                assertThat(found.put(new SettingName(section, key.group(2)), documented))
                        .as(line)
                        .isNull();
                comment.clear();
            } else if (line.startsWith("# ")) {
                comment.add(line.substring(2));
            } else {
                comment.clear();
            }
        }
        return found;
    }
}
