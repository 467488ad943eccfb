package com.umcloud.umha.it.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.core.incident.AnnouncementKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nova and Keystone answer wrongly, late or not at all while a host is recovered. */
class FaultyApiIT {
    /** A call of unknown outcome is asked again after 90 s. */
    private static final Duration LIMIT = Duration.ofSeconds(300);

    private static final int INSTANCES = 10;

    @RegisterExtension
    final CleanCloud clean = new CleanCloud();

    @Test
    void callsWhoseAnswersAreLostAreNotRepeated() {
        recover("""
                [{"request": "PUT .*/os-services", "answer": "close", "effect": true, "times": 1},
                 {"request": "PUT .*/os-services", "answer": 503, "effect": true, "times": 1},
                 {"request": "POST .*/action", "body": "evacuate", "answer": "close", "effect": true, "times": 2},
                 {"request": "POST .*/action", "body": "evacuate", "answer": 503, "effect": true, "times": 2},
                 {"request": "POST .*/action", "body": "evacuate", "answer": "reset", "effect": true, "times": 2},
                 {"request": "POST .*/action", "body": "evacuate", "answer": "silent", "effect": true, "times": 1}]
                """);
    }

    @Test
    void callsThatNovaNeverHeardOfAreAskedAgain() {
        recover("""
                [{"request": "PUT .*/os-services", "answer": 503, "times": 1},
                 {"request": "PUT .*/os-services", "answer": "reset", "times": 1},
                 {"request": "PUT .*/os-services", "answer": "silent", "times": 1},
                 {"request": "POST .*/action", "body": "evacuate", "answer": 503, "times": 3},
                 {"request": "POST .*/action", "body": "evacuate", "answer": "close", "times": 2},
                 {"request": "POST .*/action", "body": "evacuate", "answer": "silent", "times": 1}]
                """);
    }

    @Test
    void anErrorWhileLookingIsNoFailedEvacuation() {
        recover("""
                [{"request": "GET .*/os-migrations", "answer": 503, "chance": 0.2},
                 {"request": "GET .*/servers", "answer": "reset", "chance": 0.05},
                 {"request": "GET .*/servers", "answer": 500, "chance": 0.05},
                 {"request": "GET .*/os-services", "answer": 503, "chance": 0.1},
                 {"request": "GET ", "late": 0.5}]
                """);
    }

    @Test
    void aTokenThatExpiresInTheMiddleIsRenewedAlthoughKeystoneStumbles() {
        RealCloud cloud = clean.cloud();
        String dead = cloud.hosts().get(0);
        List<RealServer> instances = cloud.boot(INSTANCES, dead);
        cloud.proxy("on");
        try (Umha umha = Umha.start(cloud, proxied(cloud))) {
            cloud.kill(dead);
            umha.narration().await(dead, AnnouncementKind.FENCING, LIMIT);
            umha.narration().say("*** all tokens expire ***");
            cloud.proxy("rules", """
                    [{"service": "keystone", "request": "POST .*/auth/tokens", "answer": 503, "times": 2},
                     {"service": "nova", "answer": "expired"}]
                    """);
            awaitRecovered(cloud, umha, dead, instances);
        }
    }

    private void recover(String rules) {
        RealCloud cloud = clean.cloud();
        String dead = cloud.hosts().get(0);
        List<RealServer> instances = cloud.boot(INSTANCES, dead);
        cloud.proxy("on");
        try (Umha umha = Umha.start(cloud, proxied(cloud))) {
            cloud.proxy("rules", rules);
            cloud.kill(dead);
            awaitRecovered(cloud, umha, dead, instances);
        }
    }

    private static Map<String, String> proxied(RealCloud cloud) {
        return Map.of("auth.auth_url", cloud.properties().text("auth_url_proxied"), "observer.cloud_limit", "10s");
    }

    private static void awaitRecovered(RealCloud cloud, Umha umha, String dead, List<RealServer> instances) {
        umha.narration().await(dead, AnnouncementKind.RECOVERED, LIMIT);
        Recovery.awaitActiveElsewhere(cloud, instances, List.of(dead), Duration.ofSeconds(5));
        Recovery.assertEvacuatedOnce(cloud, instances);
        assertThat(cloud.service(dead).path("forced_down").asBoolean()).isTrue();
        assertThat(cloud.service(dead).path("status").asText()).isEqualTo("disabled");
    }
}
