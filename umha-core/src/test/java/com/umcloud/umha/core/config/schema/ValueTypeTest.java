package com.umcloud.umha.core.config.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTypeTest {
    static Stream<Arguments> allowed() {
        return Stream.of(
                Arguments.of(new BooleanType(), "true 1 on yes True YES oN", true),
                Arguments.of(new BooleanType(), "false 0 off no FALSE", false),
                Arguments.of(IntegerType.any(), "5 +5 05", 5L),
                Arguments.of(IntegerType.any(), "010", 10L),
                Arguments.of(IntegerType.between(1, 9), "1", 1L),
                Arguments.of(IntegerType.between(1, 9), "9", 9L),
                Arguments.of(IntegerType.port(0), "0", 0L),
                Arguments.of(IntegerType.port(0), "65535", 65535L),
                Arguments.of(FractionType.ratio(), "0.5 .5 5e-1 +0.5", 0.5),
                Arguments.of(FractionType.ratio(), "1 1.0 1.", 1.0),
                Arguments.of(FractionType.ratio(), "0", 0.0),
                Arguments.of(DurationType.atLeast("0s"), "30s 30 30000ms", Duration.ofSeconds(30)),
                Arguments.of(DurationType.atLeast("0s"), "2m 120s", Duration.ofMinutes(2)),
                Arguments.of(DurationType.atLeast("0s"), "1h 60m", Duration.ofHours(1)),
                Arguments.of(DurationType.atLeast("0s"), "2d", Duration.ofDays(2)),
                Arguments.of(DurationType.between("1s", "5s"), "5s", Duration.ofSeconds(5)),
                Arguments.of(TextType.probe(), "icmp", "icmp"),
                Arguments.of(TextType.probe(), "tcp:65535", "tcp:65535"),
                Arguments.of(TextType.probe(), "tcp:22", "tcp:22"),
                Arguments.of(TextType.webAddress(), "http://192.168.0.2:35357/v2.0", "http://192.168.0.2:35357/v2.0"),
                Arguments.of(TextType.webAddress(), "https://keystone", "https://keystone"),
                Arguments.of(TextType.factoryName(), "fence-agents", "fence-agents"),
                Arguments.of(ListType.any(), "a,b", List.of("a", "b")),
                Arguments.of(ListType.multi(), "a,b", List.of("a,b")));
    }

    @ParameterizedTest
    @MethodSource("allowed")
    void takesWhatIsAllowed(ValueType type, String texts, Object expected) {
        assertThat(texts.split(" "))
                .allSatisfy(text -> assertThat(type.parse(text)).as(text).contains(expected));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(new BooleanType(), "t y 2 maybe truefalse"),
                Arguments.of(IntegerType.any(), "5.0 0x10 five 1,5 1e3 -"),
                Arguments.of(IntegerType.any(), "99999999999999999999"),
                Arguments.of(IntegerType.between(1, 9), "0 10 -1"),
                Arguments.of(IntegerType.port(1), "0 65536 -1"),
                Arguments.of(IntegerType.seconds(1), "0 -60 60s 86401"),
                Arguments.of(FractionType.ratio(), "1.01 -0.1 nan inf 0,5 half . 1e999"),
                Arguments.of(FractionType.share(), "0 0.0 1.5"),
                Arguments.of(DurationType.atLeast("1s"), "0s 500ms -5s 5w 1.5s 1h30m soon 400d 99999999999s"),
                Arguments.of(DurationType.between("100ms", "5s"), "6s 50ms"),
                Arguments.of(TextType.probe(), "tcp tcp: tcp:0 tcp:65536 udp:53 ICMP"),
                Arguments.of(TextType.webAddress(), "keystone:5000 ftp://x http://"),
                Arguments.of(TextType.factoryName(), "Nova -x"),
                Arguments.of(new ConnectionType(), "nonsense mysql:x ://x"),
                Arguments.of(ListType.of("a", "b"), "a,c c"),
                Arguments.of(
                        new DictionaryType(List.of("enabled", "severity")),
                        "enabled enabled:2 enabled:1,enabled:0 other:1 :1 enabled:"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesTheRest(ValueType type, String texts) {
        assertThat(texts.split(" "))
                .allSatisfy(text -> assertThat(type.parse(text)).as(text).isEmpty());
        assertThat(type.allowed()).isNotEmpty();
    }

    @Test
    void aListStripsItemsAndLeavesEmptyOnesOut() {
        assertThat(ListType.any().parse("  a , b ,, ")).contains(List.of("a", "b"));
        assertThat(ListType.any().parse("")).contains(List.of());
        assertThat(ListType.any().parse("'a', \"b\"")).contains(List.of("'a'", "\"b\""));
    }

    @Test
    void aDictionaryKnowsItsSwitchesAndFillsInTheOnesThatAreOff() {
        DictionaryType type = new DictionaryType(List.of("enabled", "severity"));

        assertThat(type.parse(" severity : yes , enabled:0")).contains(Map.of("enabled", "0", "severity", "1"));
        assertThat(type.parse("enabled:1")).contains(Map.of("enabled", "1", "severity", "0"));
        assertThat(type.parse("").map(type::display)).contains("enabled:0,severity:0");
    }

    @ParameterizedTest
    @CsvSource({"30s, 30s", "60s, 1m", "90s, 90s", "3600, 1h", "86400s, 1d", "1500ms, 1500ms", "0, 0s"})
    void aDurationIsWrittenSoThatItReadsBackTheSame(String text, String expected) {
        Duration duration = DurationType.read(text).orElseThrow();

        assertThat(DurationType.format(duration)).isEqualTo(expected);
        assertThat(DurationType.read(expected)).contains(duration);
    }

    @ParameterizedTest
    @CsvSource({
        "mysql://user:hidden@host/db?charset=utf8, mysql://user:******@host/db?charset=utf8",
        "mysql+pymysql://user:hid@den@host:3306/db, mysql+pymysql://user:******@host:3306/db",
        "mysql://user:hid/den@host/db, mysql://user:******@host/db",
        "mysql://host/db?user=u&password=hidden&charset=utf8, mysql://host/db?user=u&password=******&charset=utf8",
        "http://192.168.0.2:5000/v3, http://192.168.0.2:5000/v3",
        "http://host/hook?token=hidden, http://host/hook?token=******",
    })
    void anAddressIsShownWithoutItsPassword(String address, String shown) {
        assertThat(SecretMask.url(address)).isEqualTo(shown);
        assertThat(new ConnectionType().display(Secret.of(address))).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "sender_pwd", "telemetry_secret", "auth_token", "API_KEY", "db_passwd"})
    void aKeyTellsThatItIsASecret(String key) {
        assertThat(SecretMask.namesSecret(key)).isTrue();
        assertThat(SecretMask.namesSecret(key + "_file")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"DEAFULT, DEFAULT", "default, DEFAULT", "emial, email", "colector, collector", "valves, valve"})
    void findsTheNearestSection(String written, String meant) {
        assertThat(NearestName.of(written, Schema.builtIn().sections())).contains(meant);
    }

    @Test
    void findsNothingNearNonsense() {
        assertThat(NearestName.of("completely_different", Schema.builtIn().sections()))
                .isEmpty();
        assertThat(NearestName.of("x".repeat(100_000), Schema.builtIn().sections()))
                .isEmpty();
    }
}
