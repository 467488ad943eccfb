package com.umcloud.umha.it.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;

/**
 * The cloud that {@code up.sh} started: its Nova as the administrator sees it, its hosts and BMCs, and their faults. Only one
 * run of tests may use it at a time.
 */
public final class RealCloud implements AutoCloseable {
    private static final Duration SCRIPT_LIMIT = Duration.ofSeconds(120);
    private static final Duration INSTANCE_LIMIT = Duration.ofSeconds(180);
    private static final Duration POLL = Duration.ofMillis(300);

    private final CloudProperties properties;
    private final Scripts scripts;
    private final AdminClient admin;

    private RealCloud(CloudProperties properties) {
        this.properties = properties;
        this.scripts = new Scripts(properties.directory());
        this.admin = new AdminClient(properties);
    }

    /**
     * The running cloud.
     *
     * @throws IllegalStateException with the remedy if it is not up
     */
    public static RealCloud open() {
        RealCloud cloud = new RealCloud(CloudProperties.read());
        try {
            cloud.services();
        } catch (RuntimeException e) {
            cloud.close();
            throw new IllegalStateException(
                    "OpenStack does not answer: run it/openstack/down.sh and it/openstack/up.sh", e);
        }
        return cloud;
    }

    public CloudProperties properties() {
        return properties;
    }

    /** Calls that have no method here. */
    public AdminClient admin() {
        return admin;
    }

    /** The names of the compute hosts, in order. */
    public List<String> hosts() {
        return properties.hosts().stream().map(CloudProperties.Host::name).toList();
    }

    // ---- instances

    /** Boots so many instances on a host at once and waits until they are ACTIVE there; in order of their names. */
    public List<RealServer> boot(int count, String host) {
        return boot(count, host, Map.of());
    }

    /**
     * As {@link #boot(int, String)}.
     *
     * @param more further or other fields of Nova's request: {@code flavorRef}, {@code metadata} and so on
     */
    public List<RealServer> boot(int count, String host, Map<String, Object> more) {
        List<Integer> numbers = IntStream.rangeClosed(1, count).boxed().toList();
        List<String> ids =
                admin.forAll(numbers, number -> ask(host, "vm-%s-%04d".formatted(shortName(host), number), more));
        return await(
                "ACTIVE on " + host,
                INSTANCE_LIMIT,
                ids,
                server -> server.rests("ACTIVE") && server.host().equals(host));
    }

    /** Asks for an instance on a host, does not wait, and returns its id. */
    public String ask(String host, String name, Map<String, Object> more) {
        Map<String, Object> server = new HashMap<>(Map.of(
                "name",
                name,
                "imageRef",
                properties.text("image_id"),
                "flavorRef",
                properties.text("flavor_id"),
                "networks",
                "none",
                "host",
                host));
        server.putAll(more);
        return admin.nova("POST", "/servers", Map.of("server", server))
                .path("server")
                .path("id")
                .asText();
    }

    public RealServer server(String id) {
        return RealServer.of(admin.get("/servers/" + id).path("server"));
    }

    /** All instances of all projects, in order of their names. */
    public List<RealServer> servers() {
        return list(admin.get("/servers/detail?all_tenants=1&limit=1000"), "servers").stream()
                .map(RealServer::of)
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .toList();
    }

    public List<RealServer> serversOn(String host) {
        return servers().stream().filter(server -> server.host().equals(host)).toList();
    }

    /** Waits until all of these instances are as wanted, and returns them in the order of the ids. */
    public List<RealServer> await(String what, Duration limit, List<String> ids, Predicate<RealServer> wanted) {
        List<RealServer> seen = new ArrayList<>();
        awaitThat(what, limit, () -> {
            Map<String, RealServer> now = servers().stream().collect(Collectors.toMap(RealServer::id, s -> s));
            seen.clear();
            ids.stream().filter(now::containsKey).map(now::get).forEach(seen::add);
            List<RealServer> unlike = seen.stream().filter(wanted.negate()).toList();
            if (seen.size() < ids.size()) {
                return (ids.size() - seen.size()) + " instances are unknown to Nova";
            }
            return unlike.isEmpty() ? "" : unlike.toString();
        });
        return List.copyOf(seen);
    }

    /** Waits until one instance has a status and nothing is being done with it. */
    public RealServer await(String id, String status) {
        return await(status, INSTANCE_LIMIT, List.of(id), server -> server.rests(status))
                .get(0);
    }

    /** An action without arguments: {@code os-stop}, {@code pause}, {@code suspend}, {@code lock}, {@code shelve} ... */
    public JsonNode act(String id, String action) {
        Map<String, Object> body = new HashMap<>();
        body.put(action, null);
        return admin.nova("POST", "/servers/" + id + "/action", body);
    }

    /** An action with arguments: {@code resize}, {@code rescue}, {@code os-migrateLive}, {@code os-resetState} ... */
    public JsonNode act(String id, String action, Map<String, ?> arguments) {
        return admin.nova("POST", "/servers/" + id + "/action", Map.of(action, arguments));
    }

    /** Deletes all instances and waits until they are gone. */
    public void deleteAll() {
        awaitThat("no instances", INSTANCE_LIMIT, () -> {
            List<RealServer> left = servers();
            admin.forAll(
                    left.stream().filter(s -> !s.taskState().equals("deleting")).toList(), this::delete);
            return left.isEmpty() ? "" : left.toString();
        });
    }

    private boolean delete(RealServer server) {
        try {
            admin.nova("DELETE", "/servers/" + server.id(), null);
            return true;
        } catch (AdminClient.Refused refused) {
            if (refused.status() != 404 && refused.status() != 409) {
                throw refused;
            }
            return false;
        }
    }

    // ---- Nova's services, migrations, aggregates, flavors

    /** Nova's compute services. */
    public List<JsonNode> services() {
        return list(admin.get("/os-services?binary=nova-compute"), "services");
    }

    public JsonNode service(String host) {
        return services().stream()
                .filter(service -> service.path("host").asText().equals(host))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Nova knows no nova-compute on " + host));
    }

    /** Changes {@code status}, {@code disabled_reason} or {@code forced_down} of a host's service. */
    public void changeService(String host, Map<String, ?> fields) {
        admin.nova("PUT", "/os-services/" + service(host).path("id").asText(), fields);
    }

    /** Migrations of all kinds away from a host, newest first. */
    public List<JsonNode> migrationsFrom(String host) {
        return list(admin.get("/os-migrations?source_compute=" + host), "migrations");
    }

    /** All migrations of an instance, newest first. */
    public List<JsonNode> migrationsOf(String id) {
        return list(admin.get("/os-migrations?instance_uuid=" + id), "migrations");
    }

    public List<JsonNode> aggregates() {
        return list(admin.get("/os-aggregates"), "aggregates");
    }

    /** Makes an aggregate without zone and returns its id; {@link #clean()} removes it. */
    public long createAggregate(String name, Map<String, String> metadata, List<String> members) {
        Map<String, Object> body = new HashMap<>(Map.of("name", name));
        long id = admin.nova("POST", "/os-aggregates", Map.of("aggregate", body))
                .path("aggregate")
                .path("id")
                .asLong();
        String action = "/os-aggregates/" + id + "/action";
        if (!metadata.isEmpty()) {
            admin.nova("POST", action, Map.of("set_metadata", Map.of("metadata", metadata)));
        }
        members.forEach(host -> admin.nova("POST", action, Map.of("add_host", Map.of("host", host))));
        return id;
    }

    /** Makes a flavor; {@link #clean()} removes it. */
    public void createFlavor(String id, int vcpus, int memoryMegabytes, Map<String, String> extraSpecs) {
        Map<String, Object> flavor =
                Map.of("id", id, "name", "it-" + id, "vcpus", vcpus, "ram", memoryMegabytes, "disk", 1);
        admin.nova("POST", "/flavors", Map.of("flavor", flavor));
        if (!extraSpecs.isEmpty()) {
            admin.nova("POST", "/flavors/" + id + "/os-extra_specs", Map.of("extra_specs", extraSpecs));
        }
    }

    // ---- hosts, BMCs, faults

    /** The host dies with its guests; its BMC goes on saying that it is on, as after a kernel panic. */
    public void kill(String host) {
        scripts.run(SCRIPT_LIMIT, "host.sh", "kill", host);
    }

    /** Only nova-compute dies; the guests go on. */
    public void crash(String host) {
        scripts.run(SCRIPT_LIMIT, "host.sh", "crash", host);
    }

    /** The host boots; returns when Nova has heard of it. */
    public void start(String host) {
        scripts.run(SCRIPT_LIMIT, "host.sh", "start", host);
    }

    public boolean runs(String host) {
        try {
            return scripts.run(SCRIPT_LIMIT, "host.sh", "status", host).contains("nova_compute=yes");
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** The hosts on which a domain of this instance runs now, whatever Nova believes. */
    public List<String> hostsThatRun(String id) {
        return hosts().stream()
                .filter(host -> Guests.running(properties, host).contains(id))
                .toList();
    }

    /** Asks the host's BMC: {@code on}, {@code off}, {@code status}. */
    public String power(String host, String what) {
        CloudProperties.Host bmc = properties.host(host);
        return Scripts.execute(
                Duration.ofSeconds(60),
                Map.of("IPMITOOL_PASSWORD", bmc.bmcPassword()),
                List.of(
                        "ipmitool",
                        "-I",
                        "lanplus",
                        "-C",
                        "3",
                        "-N",
                        "2",
                        "-R",
                        "3",
                        "-H",
                        bmc.bmcAddress(),
                        "-p",
                        String.valueOf(bmc.bmcPort()),
                        "-U",
                        bmc.bmcUser(),
                        "-E",
                        "chassis",
                        "power",
                        what));
    }

    /** Switches faults on or off; {@code fault.sh} lists them. */
    public void fault(String hostOrAll, String... settings) {
        String[] arguments = new String[settings.length + 1];
        arguments[0] = hostOrAll;
        System.arraycopy(settings, 0, arguments, 1, settings.length);
        scripts.run(SCRIPT_LIMIT, "fault.sh", arguments);
    }

    /** {@code proxy.sh}: {@code on}, {@code rules JSON}, {@code clear}, {@code off}. */
    public void proxy(String... arguments) {
        scripts.run(SCRIPT_LIMIT, "proxy.sh", arguments);
    }

    // ---- clean

    /** No instances, all hosts up and enabled, no faults, nothing else that a test may have made. */
    public void clean() {
        proxy("off");
        fault("all", "clear");
        admin.forAll(hosts().stream().filter(host -> !runs(host)).toList(), host -> {
            start(host);
            return host;
        });
        deleteAll();
        hosts().forEach(this::takeBack);
        for (JsonNode aggregate : aggregates()) {
            String path = "/os-aggregates/" + aggregate.path("id").asText();
            aggregate
                    .path("hosts")
                    .forEach(host ->
                            admin.nova("POST", path + "/action", Map.of("remove_host", Map.of("host", host.asText()))));
            admin.nova("DELETE", path, null);
        }
        list(admin.get("/flavors"), "flavors").stream()
                .map(flavor -> flavor.path("id").asText())
                .filter(id -> !id.equals(properties.text("flavor_id")))
                .forEach(id -> admin.nova("DELETE", "/flavors/" + id, null));
        Set<String> well = Set.copyOf(hosts());
        awaitThat(
                "all hosts up and enabled",
                Duration.ofSeconds(90),
                () -> services().stream()
                        .filter(service -> well.contains(service.path("host").asText()))
                        .filter(service -> !isWell(service))
                        .map(JsonNode::toString)
                        .collect(Collectors.joining(" ")));
    }

    private static boolean isWell(JsonNode service) {
        return service.path("state").asText().equals("up")
                && service.path("status").asText().equals("enabled")
                && !service.path("forced_down").asBoolean();
    }

    /** Nova refuses while the host, just booted, has not yet finished the evacuations away from it. */
    private void takeBack(String host) {
        awaitThat(host + " enabled", Duration.ofSeconds(90), () -> {
            JsonNode service = service(host);
            try {
                if (service.path("forced_down").asBoolean()
                        || service.path("status").asText().equals("disabled")) {
                    changeService(host, Map.of("status", "enabled", "forced_down", false));
                }
                return "";
            } catch (AdminClient.Refused refused) {
                return Optional.ofNullable(refused.getMessage()).orElse("refused");
            }
        });
    }

    /** Asks again and again until {@code difference} is empty text; what it said last is in the failure's message. */
    public static void awaitThat(String what, Duration limit, java.util.function.Supplier<String> difference) {
        String[] last = {"never asked"};
        try {
            Awaitility.await(what)
                    .atMost(limit)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(POLL)
                    .until(() -> {
                        last[0] = difference.get();
                        return last[0].isEmpty();
                    });
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            throw new AssertionError("after " + limit.toSeconds() + " s not " + what + ": " + last[0], e);
        }
    }

    private static String shortName(String host) {
        return Arrays.stream(host.split("\\.", 2)).findFirst().orElseThrow();
    }

    private static List<JsonNode> list(JsonNode body, String key) {
        return StreamSupport.stream(body.path(key).spliterator(), false).toList();
    }

    @Override
    public void close() {
        admin.close();
    }
}
