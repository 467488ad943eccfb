package com.umcloud.umha.core.placement;

import static com.umcloud.umha.core.placement.Hosts.UNKNOWN;
import static com.umcloud.umha.core.placement.Hosts.group;
import static com.umcloud.umha.core.placement.Hosts.host;
import static com.umcloud.umha.core.placement.Hosts.need;
import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.evacuate.Resources;
import com.umcloud.umha.api.evacuate.ServerGroup.Policy;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CapacityForecastTest {
    @Test
    void theLargeOnesArePlacedFirst() {
        List<Need> needs = List.of(need("small-1", 4), need("small-2", 4), need("large", 8));

        assertThat(CapacityForecast.of(needs, List.of(), "source", List.of(host("a", 8), host("b", 8))))
                .isEqualTo(new Forecast(3, List.of(), true));
    }

    @Test
    void whoeverFindsNoRoomIsNamedInTheOrderGiven() {
        List<Need> needs = List.of(need("b", 5), need("c", 1), need("a", 6), need("d", 5));

        assertThat(CapacityForecast.of(needs, List.of(), "source", List.of(host("x", 7), host("source", 100))))
                .isEqualTo(new Forecast(2, List.of("b", "d"), true));
    }

    @Test
    void eachResourceCounts() {
        List<Need> needs = List.of(
                new Need("cpus", new Resources(9, 1, 1)),
                new Need("disk", new Resources(1, 1, 9)),
                new Need("fits", new Resources(1, 1, 1)));
        Candidate host = host("x", Optional.of(new Resources(8, 8, 8)));

        assertThat(CapacityForecast.of(needs, List.of(), "source", List.of(host)))
                .isEqualTo(new Forecast(1, List.of("cpus", "disk"), true));
    }

    @Test
    void withoutAnyCapacityNothingIsSaid() {
        List<Need> needs = List.of(need("a"));

        assertThat(CapacityForecast.of(needs, List.of(), "source", List.of(host("x", UNKNOWN), host("source", 9))))
                .isEqualTo(new Forecast(0, List.of(), false));
        assertThat(CapacityForecast.of(needs, List.of(), "source", List.of(host("x", UNKNOWN), host("y", 0))))
                .isEqualTo(new Forecast(0, List.of("a"), true));
    }

    @Test
    void antiAffinityNeedsAHostForEach() {
        assertThat(CapacityForecast.of(
                        List.of(need("a"), need("b"), need("c"), need("d")),
                        List.of(group(Policy.ANTI_AFFINITY, "a@source", "b@source", "c@source", "other@y")),
                        "source",
                        List.of(host("x", 9), host("y", 9), host("z", 9))))
                .isEqualTo(new Forecast(3, List.of("c"), true));
    }

    @Test
    void affinityNeedsOneHostForAll() {
        List<Need> needs = List.of(need("a", 3), need("b", 3), need("free", 4));
        var together = List.of(group(Policy.AFFINITY, "a@source", "b@source"));

        assertThat(CapacityForecast.of(needs, together, "source", List.of(host("x", 4), host("y", 6))))
                .isEqualTo(new Forecast(3, List.of(), true));
        assertThat(CapacityForecast.of(needs, together, "source", List.of(host("x", 4), host("y", 4))))
                .isEqualTo(new Forecast(2, List.of("b"), true));
    }

    @Test
    void thoseThatAreBoundToAHostComeBeforeThoseThatAreNot() {
        assertThat(CapacityForecast.of(
                        List.of(need("free", 5), need("bound", 4)),
                        List.of(group(Policy.AFFINITY, "bound@source", "other@x")),
                        "source",
                        List.of(host("x", 5), host("y", 5))))
                .isEqualTo(new Forecast(2, List.of(), true));
    }

    @Test
    void saysItInWords() {
        UnaryOperator<String> name = id -> id.toLowerCase(Locale.ROOT);

        assertThat(new Forecast(40, List.of(), true).text(name)).isEqualTo("40 of 40 instances would find room");
        assertThat(new Forecast(38, List.of("WEB-1", "WEB-2"), true).text(name))
                .isEqualTo("38 of 40 instances would find room; missing for web-1, web-2");
        assertThat(new Forecast(0, List.of("A"), true).text(name))
                .isEqualTo("0 of 1 instance would find room; missing for a");
        assertThat(new Forecast(
                                0,
                                IntStream.rangeClosed(1, 12)
                                        .mapToObj(Integer::toString)
                                        .toList(),
                                true)
                        .text(name))
                .endsWith("missing for 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more");
        assertThat(new Forecast(0, List.of(), false).text(name))
                .isEqualTo("whether there is room is not known: the cloud tells no host's free resources");
    }

    @Test
    void isEnoughOnlyIfItIsKnown() {
        assertThat(new Forecast(1, List.of(), true).enough()).isTrue();
        assertThat(new Forecast(1, List.of("a"), true).enough()).isFalse();
        assertThat(new Forecast(0, List.of(), false).enough()).isFalse();
    }
}
