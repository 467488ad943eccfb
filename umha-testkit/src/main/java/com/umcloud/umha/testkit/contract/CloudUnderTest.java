package com.umcloud.umha.testkit.contract;

import com.umcloud.umha.api.evacuate.Evacuator;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A cloud with at least three compute hosts that a contract can do anything to. The contract's test is its only user; calls
 * come from one thread and return once what they order has happened.
 */
public interface CloudUnderTest extends AutoCloseable {
    /** The one evacuator on trial; the same at each call. */
    Evacuator evacuator();

    /** The exact names of the compute hosts; all of them are up, enabled and empty when a test begins. */
    List<String> hosts();

    /** How long a single call of the evacuator may take here. */
    Duration limit();

    /** Situations into which instances can be brought here. */
    Set<InstanceSituation> situations();

    /** Requests that can be made for an owner here. */
    Set<OwnerRequest> requests();

    /** Boots instances from an image on this host and returns their ids once they are ACTIVE. */
    List<String> boot(int number, String host);

    /** Boots an instance on this host, brings it into the situation and returns its id. */
    String boot(InstanceSituation situation, String host);

    /** Asks for it in the owner's place, on a host that was killed and of which the cloud believes that it is up. */
    void request(OwnerRequest request, String instance);

    /** Confirms a resize in the owner's place; returns when that is done. */
    void confirmResize(String instance);

    /** Deletes an instance; returns when it is gone. */
    void delete(String instance);

    /** The host dies at once, with all that runs on it. */
    void killHost(String host);

    /** The host is there again; returns when its compute service has reported. */
    void startHost(String host);

    /** From now on a rebuild on this host takes at least so long; zero ends it. */
    void slowRebuilds(String host, Duration time);

    /** From now on every rebuild on this host fails, or no longer. */
    void failRebuilds(String host, boolean fail);

    /** From now on rebuilds on this host do not get on; switched off again, they go on. */
    void hangRebuilds(String host, boolean hang);

    /** From now on the scheduler finds no room on this host, or does again. */
    void fill(String host, boolean full);

    /** Whether the disks of image-backed instances are found on this host, as on shared storage that is mounted. */
    void mountSharedStorage(String host, boolean mounted);

    /** An operator disables the host's compute service for this reason. */
    void disableByOperator(String host, String reason);

    /**
     * The next requests that match go wrong; takes the place of what was ordered before.
     *
     * @param times how many, from 1
     * @param method the HTTP method
     * @param pathPart what the path contains
     */
    void orderFaults(ApiFault fault, int times, String method, String pathPart);

    /** Takes back the faults that were ordered and did not strike. */
    void clearFaults();

    /** Makes every token that was given out so far worthless. */
    void expireTokens();

    /** A moment passes: at least a tenth of a second in the cloud. */
    void moment();

    /** Deletes all instances, lets all hosts be well again, takes back faults and orders. */
    void tidy();

    @Override
    void close();
}
