package com.umcloud.umha.it.openstack;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.api.plugin.UmhaPlugin;
import com.umcloud.umha.testkit.contract.ApiFault;
import com.umcloud.umha.testkit.contract.CloudUnderTest;
import com.umcloud.umha.testkit.contract.InstanceSituation;
import com.umcloud.umha.testkit.contract.OwnerRequest;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** The real cloud as a contract wants it, seen by the evacuator {@code nova} through the proxy. */
final class RealCloudUnderTest implements CloudUnderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final RealCloud cloud = RealCloud.open();
    private final InstanceSituations situations = new InstanceSituations(cloud);
    private final Evacuator evacuator;

    RealCloudUnderTest() {
        tidy();
        evacuator = evacuatorOf(cloud.properties());
    }

    static Evacuator evacuatorOf(CloudProperties cloud) {
        Config config = ConfigFactory.parseMap(Map.of(
                        "auth.auth_url", cloud.text("auth_url"),
                        "auth.username", cloud.text("user"),
                        "auth.password", cloud.text("password"),
                        "auth.tenant_name", cloud.text("project"),
                        "auth.region_name", cloud.text("region")))
                .withFallback(ConfigFactory.parseResources("reference.conf"));
        return ServiceLoader.load(UmhaPlugin.class).stream()
                .flatMap(plugin -> plugin.get().evacuatorFactories().stream())
                .filter(factory -> factory.name().equals("nova"))
                .findFirst()
                .orElseThrow()
                .create(config, new SystemContext());
    }

    @Override
    public Evacuator evacuator() {
        return evacuator;
    }

    @Override
    public List<String> hosts() {
        return cloud.hosts();
    }

    @Override
    public Duration limit() {
        return Duration.ofSeconds(60);
    }

    /** As most clouds do, this one deletes at once. */
    @Override
    public Set<InstanceSituation> situations() {
        return EnumSet.complementOf(EnumSet.of(InstanceSituation.SOFT_DELETED));
    }

    /** For a password nova-api waits until it gives the dead host up. */
    @Override
    public Set<OwnerRequest> requests() {
        return EnumSet.complementOf(EnumSet.of(OwnerRequest.CHANGE_PASSWORD));
    }

    @Override
    public List<String> boot(int number, String host) {
        return cloud.boot(number, host).stream().map(RealServer::id).toList();
    }

    @Override
    public String boot(InstanceSituation situation, String host) {
        return situations.boot(situation, host);
    }

    @Override
    public void request(OwnerRequest request, String instance) {
        switch (request) {
            case SOFT_REBOOT -> cloud.act(instance, "reboot", Map.of("type", "SOFT"));
            case HARD_REBOOT -> cloud.act(instance, "reboot", Map.of("type", "HARD"));
            case CHANGE_PASSWORD -> cloud.act(instance, "changePassword", Map.of("adminPass", "aW7-x9q2LL"));
            case REBUILD ->
                cloud.act(
                        instance,
                        "rebuild",
                        Map.of("imageRef", cloud.properties().text("image_id")));
            case COLD_MIGRATE -> cloud.act(instance, "migrate");
            case STOP -> cloud.act(instance, "os-stop");
            case PAUSE -> cloud.act(instance, "pause");
            case DELETE -> cloud.admin().nova("DELETE", "/servers/" + instance, null);
        }
    }

    @Override
    public void confirmResize(String instance) {
        cloud.act(instance, "confirmResize");
        cloud.await(instance, "ACTIVE");
    }

    @Override
    public void delete(String instance) {
        cloud.admin().nova("DELETE", "/servers/" + instance, null);
        RealCloud.awaitThat(
                instance + " gone",
                PATIENCE,
                () -> cloud.servers().stream()
                        .filter(server -> server.id().equals(instance))
                        .map(RealServer::toString)
                        .findFirst()
                        .orElse(""));
    }

    @Override
    public void killHost(String host) {
        cloud.kill(host);
    }

    @Override
    public void startHost(String host) {
        cloud.start(host);
    }

    @Override
    public void slowRebuilds(String host, Duration time) {
        cloud.fault(host, "rebuild_seconds=" + (time.isZero() ? "" : time.toSeconds()));
    }

    @Override
    public void failRebuilds(String host, boolean fail) {
        cloud.fault(host, "rebuild_fails=" + fail);
    }

    @Override
    public void hangRebuilds(String host, boolean hang) {
        cloud.fault(host, "rebuild_hangs=" + hang);
    }

    @Override
    public void fill(String host, boolean full) {
        cloud.fault(host, "full=" + full);
    }

    @Override
    public void mountSharedStorage(String host, boolean mounted) {
        cloud.fault(host, "shared_storage=" + mounted);
    }

    @Override
    public void disableByOperator(String host, String reason) {
        cloud.changeService(host, Map.of("status", "disabled", "disabled_reason", reason));
    }

    @Override
    public void orderFaults(ApiFault fault, int times, String method, String pathPart) {
        String effect = switch (fault) {
            case UNAVAILABLE -> "\"answer\": 503";
            case RESET_BEFORE_EFFECT -> "\"answer\": \"reset\"";
            case RESET_AFTER_EFFECT -> "\"answer\": \"reset\", \"effect\": true";
            case LATE_AFTER_EFFECT -> "\"late\": 8";
        };
        cloud.proxy(
                "rules",
                "[{\"service\": \"nova\", \"request\": \"" + method + " .*" + pathPart + "\", \"times\": " + times
                        + ", " + effect + "}]");
    }

    @Override
    public void clearFaults() {
        cloud.proxy("clear");
    }

    @Override
    public void expireTokens() {
        cloud.proxy("rules", "[{\"service\": \"nova\", \"answer\": \"expired\"}]");
    }

    @Override
    public void moment() {
        LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
    }

    @Override
    public void tidy() {
        cloud.clean();
        cloud.proxy("on");
        clearFaults();
    }

    @Override
    public void close() {
        evacuator.close();
        cloud.clean();
        cloud.close();
    }
}
