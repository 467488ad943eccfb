package com.umcloud.umha.testkit.openstack;

import com.umcloud.umha.testkit.host.SimulatedHost;
import com.umcloud.umha.testkit.openstack.cinder.SimulatedCinder;
import com.umcloud.umha.testkit.openstack.glance.SimulatedGlance;
import com.umcloud.umha.testkit.openstack.http.Call;
import com.umcloud.umha.testkit.openstack.http.FaultPlan;
import com.umcloud.umha.testkit.openstack.http.HttpFront;
import com.umcloud.umha.testkit.openstack.http.Reply;
import com.umcloud.umha.testkit.openstack.keystone.SimulatedKeystone;
import com.umcloud.umha.testkit.openstack.nova.NovaState;
import com.umcloud.umha.testkit.openstack.nova.SimulatedInstance;
import com.umcloud.umha.testkit.openstack.nova.SimulatedNova;
import com.umcloud.umha.testkit.openstack.placement.SimulatedPlacement;
import com.umcloud.umha.testkit.openstack.settings.OpenStackSettings;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * A Keystone, a Nova and as much of Placement, Glance and Cinder as UMHA looks at, on a free port of 127.0.0.1. Whatever takes time there is computed from the clock when somebody
 * looks, so a test moves its clock instead of waiting. Safe for use by several threads.
 */
public final class SimulatedOpenStack implements AutoCloseable {
    private static final Pattern COMPUTE = Pattern.compile("/compute-(public|internal|admin)(/.*)?");

    private final OpenStackSettings settings;
    private final HttpFront front;
    private final SimulatedKeystone keystone;
    private final NovaState state;
    private final SimulatedNova nova;
    private final SimulatedPlacement placement;
    private final SimulatedGlance glance;
    private final SimulatedCinder cinder;

    private SimulatedOpenStack(
            OpenStackSettings settings, List<SimulatedHost> hosts, InstantSource clock, Optional<SSLContext> tls) {
        this.settings = settings;
        this.front = new HttpFront("umha-testkit-openstack", this::handle, tls);
        this.keystone = new SimulatedKeystone(settings, clock, front.url() + "/identity");
        this.state = new NovaState(settings, hosts, clock);
        this.nova = new SimulatedNova(state, keystone::accepts);
        this.placement = new SimulatedPlacement(state, keystone::accepts, settings.administrator());
        this.glance = new SimulatedGlance(keystone::accepts);
        this.cinder = new SimulatedCinder(state, keystone::accepts);
    }

    /**
     * Starts serving.
     *
     * @param hosts the compute hosts; each has a compute service that runs while the host is alive
     * @param clock the cloud's time
     */
    public static SimulatedOpenStack start(OpenStackSettings settings, List<SimulatedHost> hosts, InstantSource clock) {
        return start(new SimulatedOpenStack(settings, hosts, clock, Optional.empty()));
    }

    /**
     * Starts serving over https.
     *
     * @param tls the server's key and certificate
     */
    public static SimulatedOpenStack startWithTls(
            OpenStackSettings settings, List<SimulatedHost> hosts, InstantSource clock, SSLContext tls) {
        return start(new SimulatedOpenStack(settings, hosts, clock, Optional.of(tls)));
    }

    private static SimulatedOpenStack start(SimulatedOpenStack cloud) {
        cloud.front.start();
        return cloud;
    }

    /** What goes into {@code [auth] auth_url}. */
    public String authUrl() {
        return front.url() + "/identity" + (settings.identityVersions().contains("v3") ? "/v3" : "/v2.0");
    }

    public OpenStackSettings settings() {
        return settings;
    }

    public SimulatedKeystone keystone() {
        return keystone;
    }

    /** The inside of Nova, for tests to prepare and to inspect. */
    public NovaState nova() {
        return state;
    }

    public SimulatedGlance glance() {
        return glance;
    }

    public SimulatedCinder cinder() {
        return cinder;
    }

    /** Faults to order; paths look like {@code /identity/v3/auth/tokens} and {@code /compute-internal/v2.1/servers/detail}. */
    public FaultPlan faults() {
        return front.faults();
    }

    /** What was asked so far, oldest first. */
    public List<Call> calls() {
        return front.calls();
    }

    /** An instance as Nova believes it to be. */
    public Optional<SimulatedInstance> instance(String id) {
        return state.instance(id);
    }

    /** The truth: on which hosts each instance executes at this moment. */
    public Map<String, Set<String>> placements() {
        return state.placements();
    }

    /** The truth: instances that execute on more than one host at this moment. */
    public Set<String> instancesRunningTwice() {
        return state.instancesRunningTwice();
    }

    @Override
    public void close() {
        state.detach();
        front.close();
    }

    private Reply handle(Call call) {
        if (call.path().startsWith("/identity")) {
            return keystone.handle(call, call.path().substring("/identity".length()));
        }
        Matcher compute = COMPUTE.matcher(call.path());
        if (compute.matches()) {
            return nova.handle(call, compute.group(2) == null ? "" : compute.group(2));
        }
        return others(call);
    }

    private Reply others(Call call) {
        if (call.path().startsWith("/placement")) {
            return placement.handle(call, call.path().substring("/placement".length()));
        }
        if (call.path().startsWith("/image")) {
            return glance.handle(call, call.path().substring("/image".length()));
        }
        if (call.path().startsWith("/volume")) {
            return cinder.handle(call, call.path().substring("/volume".length()));
        }
        return Reply.html(404, "404 Not Found");
    }
}
