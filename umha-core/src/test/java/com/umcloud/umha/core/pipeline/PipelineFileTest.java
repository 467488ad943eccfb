package com.umcloud.umha.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PipelineFileTest {
    private static final String VALID = """
            sources:
              - name: ha
                interval: 30
                meters: ["storage_connectivity"]
                sinks: [out]
            sinks:
              - name: out
                publishers: ["udp://192.0.2.6"]
            """;

    @TempDir
    Path directory;

    @Test
    void readsTheGuidesFile() throws URISyntaxException {
        Path file = Path.of(Objects.requireNonNull(PipelineFileTest.class.getResource("pipeline_ha.yaml"))
                .toURI());
        Pipeline pipeline = PipelineFile.read(file, 4952);
        assertThat(pipeline.warnings()).isEmpty();
        assertThat(pipeline.sources()).singleElement().satisfies(source -> {
            assertThat(source.name()).isEqualTo("ha_source");
            assertThat(source.interval()).isEqualTo(Duration.ofSeconds(30));
            assertThat(source.meters().plainNames()).containsExactly("storage_connectivity");
            assertThat(source.sinks())
                    .singleElement()
                    .satisfies(sink -> assertThat(sink.name()).isEqualTo("ha_sink"));
        });
        assertThat(pipeline.targetsOf("storage_connectivity")).containsExactly(new UdpTarget("192.168.0.6", 4953));
        assertThat(pipeline.intervalOf("storage_connectivity")).contains(Duration.ofSeconds(30));
        assertThat(pipeline.intervalOf("cpu")).isEmpty();
    }

    @Test
    void aSampleGoesOnceToEachPublisherOfEveryMatchingSource() {
        Pipeline pipeline = parse("""
                sources:
                  - {name: fast, interval: 10, meters: ["storage*"], sinks: [a, b]}
                  - {name: all, meters: ["*"], sinks: [b, c]}
                sinks:
                  - {name: a, publishers: ["udp://one:1"]}
                  - {name: b, transformers: [], publishers: ["udp://two:2", "udp://one:1"]}
                  - {name: c, transformers: null, publishers: ["udp://[fe80::3%eth0]"]}
                """);
        assertThat(pipeline.targetsOf("storage_connectivity.loss"))
                .extracting(UdpTarget::toString)
                .containsExactly("udp://one:1", "udp://two:2", "udp://[fe80::3%eth0]:4952");
        assertThat(pipeline.targetsOf("cpu")).hasSize(3).startsWith(new UdpTarget("two", 2));
        assertThat(pipeline.intervalOf("storage_connectivity")).contains(Duration.ofSeconds(10));
        assertThat(pipeline.intervalOf("cpu")).contains(Duration.ofMinutes(10));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    udp://192.0.2.6:4953         | udp://192.0.2.6:4953
                    udp://192.0.2.6              | udp://192.0.2.6:4952
                    udp://192.0.2.6:             | udp://192.0.2.6:4952
                    UDP://collector-1.example    | udp://collector-1.example:4952
                    udp://c:65535/path?a=b       | udp://c:65535
                    udp://[::1]:5                | udp://[::1]:5
                    udp://[2001:db8::6]          | udp://[2001:db8::6]:4952
                    """)
    void readsPublishers(String url, String target) {
        assertThat(parse(VALID.replace("udp://192.0.2.6", url)).targetsOf("storage_connectivity"))
                .extracting(UdpTarget::toString)
                .containsExactly(target);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    notifier://           | of a kind that UMHA does not have
                    notifier              | of a kind that UMHA does not have
                    http://192.0.2.6      | of a kind that UMHA does not have
                    udp                   | names no host
                    udp://                | names no host
                    udp://:4952           | names no host
                    192.0.2.6:4952        | has no scheme: write udp://192.0.2.6:4952
                    udp://192.0.2.6:0     | has the port '0'
                    udp://192.0.2.6:65536 | has the port '65536'
                    udp://192.0.2.6:x     | has the port 'x'
                    udp://me@192.0.2.6    | holds an '@'
                    udp://fe80::1:4952    | more than one ':'
                    udp://[fe80::1        | malformed IPv6 address
                    udp://[host]:1        | malformed IPv6 address
                    udp://a b:1           | malformed host 'a b'
                    """)
    void refusesOtherPublishersAndSaysWhatThereIs(String url, String reason) {
        assertProblems(VALID.replace("udp://192.0.2.6", url))
                .hasMessageContaining("pipeline.yaml:8: sink out: publisher '" + url + "'")
                .hasMessageContaining(reason)
                .hasMessageContaining("supported is udp://HOST[:PORT]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    30     | 30
                    "60"   | 60
                    " 60 " | 60
                    '+5'   | 5
                    1.9    | 1
                    0x10   | 16
                    1:30   | 90
                    """)
    void readsIntervals(String interval, int seconds) {
        assertThat(parse(VALID.replace("interval: 30", "interval: " + interval)).intervalOf("storage_connectivity"))
                .contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "0.9",
                "ten",
                "'1.5'",
                "",
                "null",
                "true",
                ".inf",
                ".nan",
                "[30]",
                "30 s",
                "1000000000",
                "99999999999999999999"
            })
    void refusesOtherIntervals(String interval) {
        assertProblems(VALID.replace("interval: 30", "interval: " + interval))
                .hasMessageContaining("pipeline.yaml:3: 'interval' of source ha")
                .hasMessageContaining("a whole number of seconds from 1 to 31536000");
    }

    @Test
    void anAbsentIntervalIsTenMinutes() {
        assertThat(parse(VALID.replace("interval: 30", "")).intervalOf("storage_connectivity"))
                .contains(Duration.ofMinutes(10));
    }

    @Test
    void countersIsTheOldNameOfMeters() {
        Pipeline pipeline = parse(VALID.replace("meters:", "counters:"));
        assertThat(pipeline.intervalOf("storage_connectivity")).isPresent();
        assertThat(pipeline.warnings()).isEmpty();
    }

    @Test
    void allProblemsAreToldAtOnceWithTheirLines() {
        assertProblems("""
                        sources:
                          - name: one
                            interval: often
                            meters: ["cpu", "!disk.*"]
                            sinks: [nowhere, bad]
                          - name: one
                            sinks: []
                          - interval: 5
                          - just a text
                        sinks:
                          - name: bad
                            transformers:
                              - name: rate_of_change
                            publishers:
                              - kafka://broker
                              - udp://192.0.2.6:port
                          - name: empty
                            publishers:
                          - name: twice
                            publishers: [udp://a]
                          - name: twice
                            publishers: udp://b
                        """)
                .message()
                .contains(
                        "pipeline.yaml:3: 'interval' of source one is 'often'",
                        "pipeline.yaml:4: 'meters' of source one: both included and excluded",
                        "pipeline.yaml:5: source one names the sink 'nowhere', which is not among [bad, empty, twice]",
                        "pipeline.yaml:6: source one stands here a second time",
                        "pipeline.yaml:6: 'meters' of source one: no meters are given",
                        "pipeline.yaml:7: source one has no sinks",
                        "pipeline.yaml:8: a source needs a name",
                        "pipeline.yaml:9: a source must be a map of",
                        "pipeline.yaml:13: sink bad has transformers",
                        "pipeline.yaml:15: sink bad: publisher 'kafka://broker'",
                        "pipeline.yaml:16: sink bad: publisher 'udp://192.0.2.6:port'",
                        "pipeline.yaml:17: sink empty has no publishers",
                        "pipeline.yaml:21: sink twice stands here a second time",
                        "pipeline.yaml:22: 'publishers' of sink twice must be a list")
                .doesNotContain("'bad', which is not among");
    }

    @Test
    void theSameWayTwiceIsRefused() {
        assertProblems(VALID.replace("[out]", "[out, out]"))
                .hasMessageContaining("the way ha:out stands here a second");
    }

    @Test
    void unquotedExclamationMarksAreExplained() {
        assertProblems(VALID.replace("[\"storage_connectivity\"]", "\n      - !disk.root"))
                .hasMessageContaining("put quotes around what begins with '!': \"!disk.root\"");
    }

    @Test
    void unknownAndRepeatedKeysAndUnusedOnesAreWarnedOf() {
        Pipeline pipeline = parse(
                VALID.replace("interval: 30", "interval: 30\n    intervall: 5\n    interval: 40\n    resources: [a]"));
        assertThat(pipeline.intervalOf("storage_connectivity")).contains(Duration.ofSeconds(40));
        assertThat(pipeline.warnings())
                .hasSize(3)
                .satisfiesExactlyInAnyOrder(
                        warning ->
                                assertThat(warning).contains("pipeline.yaml:4: 'intervall' is not a key of a source"),
                        warning ->
                                assertThat(warning).contains("pipeline.yaml:5: 'interval' stands here a second time"),
                        warning -> assertThat(warning).contains("'resources' of source ha is not used"));
    }

    @Test
    void anchorsAndMergeKeysWork() {
        Pipeline pipeline = parse("""
                sources:
                  - &base {name: one, interval: 7, meters: ["a"], sinks: &to [out]}
                  - {<<: *base, name: two, meters: ["b"]}
                sinks:
                  - {name: out, publishers: ["udp://x"]}
                """);
        assertThat(pipeline.intervalOf("b")).contains(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "---\n",
                "just text",
                "[]",
                "sources: []",
                "sources: [\n",
                "a: b: c",
                "meters:\n  - *\n",
                "a\u0001b",
                "? [a]\n: b\n",
                "&a [*a]",
                "sources: !!java.net.URL ['http://192.0.2.1']\nsinks: []",
                "--- a\n--- b\n",
                "sources:\nsinks:\n"
            })
    void whatIsNoPipelineFileIsRefused(String text) {
        assertProblems(text).hasMessageContaining("pipeline.yaml");
    }

    @Test
    void deepNestingAndAliasBombsAreRefused() {
        assertProblems("[".repeat(5000)).hasMessageContaining("pipeline.yaml");
        StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 60; i++) {
            String aliases = ("*a" + (i - 1) + ", ").repeat(9);
            bomb.append("a" + i + ": &a" + i + " [" + aliases + "x]\n");
        }
        assertProblems(bomb.toString()).hasMessageContaining("aliases");
    }

    @Test
    void filesThatCannotBeReadAreNamed() throws Exception {
        Path missing = directory.resolve("missing.yaml");
        assertUnusable(missing, "does not exist; check [DEFAULT] pipeline_cfg_file");
        assertUnusable(directory, "cannot be read");
        Path latin = Files.write(directory.resolve("latin.yaml"), "name: é".getBytes(StandardCharsets.ISO_8859_1));
        assertUnusable(latin, "is not UTF-8");
        Path large = Files.writeString(directory.resolve("large.yaml"), "#".repeat(300_000));
        assertUnusable(large, "is larger than");
    }

    @Test
    void aByteOrderMarkIsSkipped() throws Exception {
        Path file = Files.writeString(directory.resolve("bom.yaml"), "\uFEFF" + VALID);
        assertThat(PipelineFile.read(file, 4952).sources()).hasSize(1);
    }

    private static void assertUnusable(Path file, String reason) {
        assertThatThrownBy(() -> PipelineFile.read(file, 4952))
                .isInstanceOfSatisfying(
                        UmhaException.class, e -> assertThat(e.type()).isEqualTo(FailureType.CONFIGURATION))
                .hasMessageContaining(file.toString())
                .hasMessageContaining(reason);
    }

    private static Pipeline parse(String text) {
        return PipelineFile.parse(text, "pipeline.yaml", 4952);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertProblems(String text) {
        return assertThatThrownBy(() -> parse(text))
                .isInstanceOfSatisfying(
                        UmhaException.class, e -> assertThat(e.type()).isEqualTo(FailureType.CONFIGURATION));
    }
}
