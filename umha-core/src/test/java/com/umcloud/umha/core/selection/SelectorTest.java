package com.umcloud.umha.core.selection;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.api.evacuate.Aggregate;
import com.umcloud.umha.api.evacuate.Instance;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorTest {
    private static final Map<String, String> YES = Map.of("umha:evacuate", "true");
    private static final Map<String, String> NO = Map.of("umha:evacuate", "false");

    @Test
    void withoutRulesEverythingIsEvacuatedWithTheDefaultPriority() {
        assertThat(new Selector(SelectionConfig.EVERYTHING)
                        .of(Instances.named("a").build(), Set.of()))
                .isEqualTo(new Selection(true, "", 500));
    }

    @Test
    void masakariEvacuatesAllAndTheEnabledFirst() {
        Selector selector = selector(List.of(), List.of(), List.of("metadata:HA_Enabled=true"));

        assertThat(selector.of(enabled("True"), Set.of())).isEqualTo(new Selection(true, "", 1000));
        assertThat(selector.of(enabled("False"), Set.of())).isEqualTo(new Selection(true, "", 500));
        assertThat(selector.of(Instances.named("a").build(), Set.of())).isEqualTo(new Selection(true, "", 500));
    }

    @Test
    void masakariEvacuatesOnlyTheEnabled() {
        Selector selector = selector(List.of("metadata:HA_Enabled=true"), List.of(), List.of());

        assertThat(selector.of(enabled("True"), Set.of()).evacuated()).isTrue();
        assertThat(selector.of(enabled("False"), Set.of()))
                .isEqualTo(new Selection(false, "it matches no rule of [selection] include", 500));
    }

    @ParameterizedTest
    @CsvSource({
        "true,,true, true",
        ",true,true, true",
        "true,true,true, true",
        ",,true, false",
        "true,,, false",
        ",true,, false",
        ",,, false",
        "no,false,true, false",
    })
    void instanceHaWantsFlavorOrImageAndTheAggregate(String flavor, String image, String aggregate, boolean evacuated) {
        Selector selector = selector(
                List.of("flavor:evacuable=true", "image:evacuable=true"),
                List.of("not aggregate:evacuable=true"),
                List.of());
        Instance instance =
                Instances.named("a").flavor(tag(flavor)).image(tag(image)).build();

        assertThat(selector.of(instance, Set.of(new Aggregate("a", tag(aggregate)), new Aggregate("b", Map.of())))
                        .evacuated())
                .isEqualTo(evacuated);
    }

    @Test
    void excludeBeatsEverythingAndIsNamed() {
        Selector selector = selector(List.of("name:*"), List.of("project:x", "name:test-*"), List.of());
        Instance wished =
                Instances.named("test-1").metadata(YES).flavor(YES).image(YES).build();

        assertThat(selector.of(wished, Set.of(new Aggregate("a", YES))))
                .isEqualTo(new Selection(false, "[selection] exclude has name:test-*", 500));
    }

    @Test
    void falseUnderTheOwnKeyIsHeededFromEachPlace() {
        Selector selector = selector(List.of("name:*"), List.of(), List.of());

        assertThat(selector.of(Instances.named("a").metadata(NO).flavor(YES).build(), Set.of()))
                .isEqualTo(new Selection(false, "metadata: umha:evacuate is false", 500));
        assertThat(selector.of(Instances.named("a").flavor(NO).image(YES).build(), Set.of())
                        .reason())
                .isEqualTo("flavor: umha:evacuate is false");
        assertThat(selector.of(Instances.named("a").image(NO).build(), Set.of(new Aggregate("x", YES)))
                        .reason())
                .isEqualTo("image: umha:evacuate is false");
        assertThat(selector.of(Instances.named("a").build(), Set.of(new Aggregate("x", NO)))
                        .reason())
                .isEqualTo("aggregate x: umha:evacuate is false");
    }

    @Test
    void theNearestPlaceDecides() {
        Selector selector = new Selector(SelectionConfig.EVERYTHING);

        assertThat(selector.of(Instances.named("a").metadata(YES).flavor(NO).build(), Set.of())
                        .evacuated())
                .isTrue();
        assertThat(selector.of(Instances.named("a").flavor(YES).image(NO).build(), Set.of())
                        .evacuated())
                .isTrue();
    }

    @Test
    void aggregatesThatContradictEachOtherEvacuate() {
        assertThat(new Selector(SelectionConfig.EVERYTHING)
                        .of(
                                Instances.named("a").build(),
                                Set.of(new Aggregate("a", NO), new Aggregate("b", YES), new Aggregate("c", NO)))
                        .evacuated())
                .isTrue();
    }

    @Test
    void anOperatorsTrueSavesFromTheIncludeListAndAnOwnersDoesNot() {
        Selector selector = selector(List.of("flavor:paid=true"), List.of(), List.of());

        assertThat(selector.of(Instances.named("a").flavor(YES).build(), Set.of())
                        .evacuated())
                .isTrue();
        assertThat(selector.of(Instances.named("a").build(), Set.of(new Aggregate("x", YES)))
                        .evacuated())
                .isTrue();
        assertThat(selector.of(Instances.named("a").metadata(YES).flavor(YES).build(), Set.of())
                        .evacuated())
                .isTrue();

        Selection refused = selector.of(Instances.named("a").metadata(YES).build(), Set.of());
        assertThat(refused.evacuated()).isFalse();
        assertThat(refused.reason()).isEqualTo("it matches no rule of [selection] include");
        assertThat(refused.ignored())
                .containsExactly("metadata: umha:evacuate is true, which does not pass [selection] include;"
                        + " metadata:umha:evacuate=true in include would let owners choose");
        assertThat(selector.of(Instances.named("a").metadata(YES).flavor(NO).build(), Set.of(new Aggregate("x", YES)))
                        .evacuated())
                .isFalse();
        assertThat(selector.of(Instances.named("a").image(YES).build(), Set.of())
                        .evacuated())
                .isFalse();
    }

    @Test
    void theOperatorMayLetOwnersChoose() {
        Selector selector = selector(List.of("metadata:umha:evacuate=true"), List.of(), List.of());

        assertThat(selector.of(Instances.named("a").metadata(YES).build(), Set.of()))
                .isEqualTo(new Selection(true, "", 500));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FALSE", " no ", "off", "0"})
    void falseHasSeveralSpellings(String text) {
        assertThat(new Selector(SelectionConfig.EVERYTHING)
                        .of(
                                Instances.named("a")
                                        .metadata(Map.of("umha:evacuate", text))
                                        .build(),
                                Set.of())
                        .evacuated())
                .isFalse();
    }

    @Test
    void aValueThatMakesNoSenseCountsAsNotGivenAndIsTold() {
        Instance instance = Instances.named("a")
                .metadata(Map.of("umha:evacuate", "never", "umha:priority", "1001"))
                .flavor(Map.of("umha:priority", "high"))
                .image(Map.of("umha:priority", "7"))
                .build();

        assertThat(new Selector(SelectionConfig.EVERYTHING).of(instance, Set.of()))
                .isEqualTo(new Selection(
                        true,
                        "",
                        7,
                        List.of(
                                "metadata: umha:evacuate=never is not true or false",
                                "metadata: umha:priority=1001 is not a whole number from 0 to 1000",
                                "flavor: umha:priority=high is not a whole number from 0 to 1000")));
    }

    @Test
    void aValueThatMakesNoSenseLeavesTheWordToTheNextPlace() {
        assertThat(new Selector(SelectionConfig.EVERYTHING)
                        .of(
                                Instances.named("a")
                                        .metadata(Map.of("umha:evacuate", "?"))
                                        .flavor(NO)
                                        .build(),
                                Set.of())
                        .reason())
                .isEqualTo("flavor: umha:evacuate is false");
    }

    @Test
    void priorityIsTheNearestThenFirstThenTheDefault() {
        Selector selector = selector(List.of(), List.of(), List.of("name:db-*"));
        Set<Aggregate> aggregates = Set.of(
                new Aggregate("a", Map.of("umha:priority", "3")), new Aggregate("b", Map.of("umha:priority", "9")));

        assertThat(selector.of(
                                Instances.named("db-1")
                                        .metadata(Map.of("umha:priority", "0"))
                                        .flavor(Map.of("umha:priority", "5"))
                                        .build(),
                                aggregates)
                        .priority())
                .isZero();
        assertThat(selector.of(
                                Instances.named("db-1")
                                        .flavor(Map.of("umha:priority", " 1000 "))
                                        .build(),
                                aggregates)
                        .priority())
                .isEqualTo(1000);
        assertThat(selector.of(Instances.named("db-1").build(), aggregates).priority())
                .isEqualTo(9);
        assertThat(selector.of(Instances.named("db-1").build(), Set.of()).priority())
                .isEqualTo(1000);
        assertThat(selector.of(Instances.named("web-1").build(), Set.of()).priority())
                .isEqualTo(500);
    }

    private static Instance enabled(String value) {
        return Instances.named("a").metadata(Map.of("HA_Enabled", value)).build();
    }

    private static Map<String, String> tag(String value) {
        return value == null ? Map.of() : Map.of("evacuable", value);
    }

    private static Selector selector(List<String> include, List<String> exclude, List<String> first) {
        return new Selector(new SelectionConfig(rules(include), rules(exclude), rules(first), 500, false, Set.of()));
    }

    private static List<SelectionRule> rules(List<String> texts) {
        return texts.stream().map(SelectionRule::parse).toList();
    }
}
