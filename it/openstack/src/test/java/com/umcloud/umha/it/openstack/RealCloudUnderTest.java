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

/** The real cloud as a contract wants it, seen by the evacuator {@code nova} through the proxy. */
final class RealCloudUnderTest implements CloudUnderTest {
    private static final String IN_ERROR = "{\"os-resetState\": {\"state\": \"error\"}}";

    private final RealCloud cloud = new RealCloud();
    private final Evacuator evacuator;

    RealCloudUnderTest() {
        cloud.proxyOn();
        clearFaults();
        cloud.tidy();
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

    /** With its defaults this Nova offloads what is shelved at once, and deletes at once. */
    @Override
    public Set<InstanceSituation> situations() {
        return EnumSet.complementOf(EnumSet.of(InstanceSituation.SHELVED, InstanceSituation.SOFT_DELETED));
    }

    @Override
    public Set<OwnerRequest> requests() {
        return EnumSet.allOf(OwnerRequest.class);
    }

    @Override
    public List<String> boot(int number, String host) {
        return cloud.boot(number, host);
    }

    @Override
    public String boot(InstanceSituation situation, String host) {
        return switch (situation) {
            case ACTIVE -> cloud.boot(1, host).get(0);
            case STOPPED -> boot(host, "2.1", "{\"os-stop\": null}", "SHUTOFF");
            case PAUSED -> boot(host, "2.1", "{\"pause\": null}", "PAUSED");
            case SUSPENDED -> boot(host, "2.1", "{\"suspend\": null}", "SUSPENDED");
            case RESCUED -> boot(host, "2.1", "{\"rescue\": {}}", "RESCUE");
            case ERROR -> boot(host, "2.1", IN_ERROR, "ERROR");
            case LOCKED -> boot(host, "2.1", "{\"lock\": null}", "ACTIVE");
            case SHELVED_OFFLOADED, SHELVED -> boot(host, "2.1", "{\"shelve\": null}", "SHELVED_OFFLOADED");
            case SOFT_DELETED -> throw new UnsupportedOperationException("not with reclaim_instance_interval = 0");
            case VERIFY_RESIZE ->
                boot(other(host), "2.56", "{\"migrate\": {\"host\": \"" + host + "\"}}", "VERIFY_RESIZE");
            case LIVE_MIGRATING -> liveMigrating(host);
            case BUILDING -> building(host);
        };
    }

    private String boot(String host, String microversion, String action, String status) {
        String id = cloud.boot(1, host).get(0);
        cloud.api().act(id, microversion, action);
        cloud.awaitStatus(id, status);
        return id;
    }

    private String liveMigrating(String host) {
        String id = cloud.boot(1, host).get(0);
        cloud.fault(host, "live_migration_hangs=true");
        String to = "{\"os-migrateLive\": {\"host\": \"" + other(host) + "\", \"block_migration\": \"auto\"}}";
        cloud.api().act(id, "2.34", to);
        cloud.await(
                "migration of " + id,
                () -> cloud.api().get("/os-migrations?instance_uuid=" + id).findValuesAsText("status"),
                statuses -> statuses.equals(List.of("running")));
        return id;
    }

    private String building(String host) {
        cloud.fault(host, "boot_hangs=true");
        String id = cloud.create("vm-building", host);
        cloud.awaitTask(id, "spawning");
        return id;
    }

    private String other(String host) {
        return hosts().stream().filter(each -> !each.equals(host)).findFirst().orElseThrow();
    }

    @Override
    public void request(OwnerRequest request, String instance) {
        switch (request) {
            case SOFT_REBOOT -> cloud.api().act(instance, "2.1", "{\"reboot\": {\"type\": \"SOFT\"}}");
            case HARD_REBOOT -> cloud.api().act(instance, "2.1", "{\"reboot\": {\"type\": \"HARD\"}}");
            case CHANGE_PASSWORD ->
                cloud.api().act(instance, "2.1", "{\"changePassword\": {\"adminPass\": \"aW7-x9q2LL\"}}");
            case REBUILD ->
                cloud.api()
                        .act(
                                instance,
                                "2.1",
                                "{\"rebuild\": {\"imageRef\": \""
                                        + cloud.properties().text("image_id") + "\"}}");
            case COLD_MIGRATE -> cloud.api().act(instance, "2.1", "{\"migrate\": null}");
            case STOP -> cloud.api().act(instance, "2.1", "{\"os-stop\": null}");
            case PAUSE -> cloud.api().act(instance, "2.1", "{\"pause\": null}");
            case DELETE -> cloud.api().call("DELETE", "/servers/" + instance, "2.1", "");
        }
    }

    @Override
    public void delete(String instance) {
        cloud.delete(instance);
    }

    @Override
    public void killHost(String host) {
        cloud.kill(host);
    }

    @Override
    public void startHost(String host) {
        cloud.start(List.of(host));
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
        cloud.changeService(host, "{\"status\": \"disabled\", \"disabled_reason\": \"" + reason + "\"}");
    }

    @Override
    public void orderFaults(ApiFault fault, int times, String method, String pathPart) {
        String effect = switch (fault) {
            case UNAVAILABLE -> "\"answer\": 503";
            case RESET_BEFORE_EFFECT -> "\"answer\": \"reset\"";
            case RESET_AFTER_EFFECT -> "\"answer\": \"reset\", \"effect\": true";
            case LATE_AFTER_EFFECT -> "\"late\": 8";
        };
        cloud.proxyRules("[{\"service\": \"nova\", \"request\": \"" + method + " .*" + pathPart + "\", \"times\": "
                + times + ", " + effect + "}]");
    }

    @Override
    public void clearFaults() {
        cloud.proxyRules("[]");
    }

    @Override
    public void expireTokens() {
        cloud.proxyRules("[{\"service\": \"nova\", \"answer\": \"expired\"}]");
    }

    @Override
    public void moment() {
        cloud.moment();
    }

    @Override
    public void tidy() {
        clearFaults();
        cloud.tidy();
    }

    @Override
    public void close() {
        evacuator.close();
        cloud.proxyOff();
        cloud.close();
    }
}
