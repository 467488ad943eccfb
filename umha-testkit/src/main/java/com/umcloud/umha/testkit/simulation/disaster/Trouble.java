package com.umcloud.umha.testkit.simulation.disaster;

import com.umcloud.umha.testkit.simulation.cloud.CloudFault;
import com.umcloud.umha.testkit.simulation.cloud.CloudLink;
import com.umcloud.umha.testkit.simulation.store.DatabaseFault;
import com.umcloud.umha.testkit.simulation.world.BmcTrouble;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** What can befall a region. */
public enum Trouble {
    POWER_LOST(6, HostTroubles::losesPower),
    HOST_HANGS(5, HostTroubles::hangs),
    HOST_HANGS_AND_RESUMES(4, HostTroubles::hangsAndResumes),
    STORAGE_LOST(5, HostTroubles::losesStorage),
    RACK_LOST(2, HostTroubles::rackLosesPower),
    DESTINATION_DIES(3, HostTroubles::destinationDies),
    MANY_HANG(1, HostTroubles::manyHang),
    SWITCHED_OFF_BY_HAND(1, HostTroubles::switchedOffByHand),
    HOST_REBOOTS(2, HostTroubles::reboots),
    MANAGEMENT_LOST(2, HostTroubles::losesManagement),
    AGENT_STOPS(2, HostTroubles::agentStops),
    COMPUTE_SERVICE_STOPS(2, HostTroubles::computeServiceStops),
    POWERED_ON_BY_HAND(3, HostTroubles::poweredOnByHand),
    AGENT_CLOCK_STEPS(1, HostTroubles::agentClockSteps),
    BMC_SILENT(3, storm -> BmcTroubles.lasts(storm, BmcTrouble.UNREACHABLE)),
    BMC_IGNORES_OFF(3, storm -> BmcTroubles.lasts(storm, BmcTrouble.STUCK)),
    BMC_OFF_DELAYED(3, storm -> BmcTroubles.lasts(storm, BmcTrouble.SLOW_OFF)),
    BMC_REFUSES(2, storm -> BmcTroubles.lasts(storm, BmcTrouble.REFUSE_CONTROL)),
    BMC_ANSWER_LOST(3, storm -> BmcTroubles.lasts(storm, BmcTrouble.LOSE_CONTROL_ANSWERS)),
    BMC_COMMAND_LOST(2, storm -> BmcTroubles.lasts(storm, BmcTrouble.LOSE_CONTROL)),
    BMC_WRONG_PASSWORD(1, storm -> BmcTroubles.lasts(storm, BmcTrouble.WRONG_PASSWORD)),
    BMC_BAD_ANSWER(1, storm -> BmcTroubles.lasts(storm, BmcTrouble.BAD_ANSWER)),
    FENCE_AGENT_BREAKS(1, storm -> BmcTroubles.lasts(storm, BmcTrouble.BREAK_AGENT)),
    BMC_HIDES_UUID(2, storm -> BmcTroubles.lasts(storm, BmcTrouble.HIDE_UUID)),
    BMC_SHARES_FEED(2, BmcTroubles::sharesFeed),
    WRONG_BMC(3, BmcTroubles::swapped),
    STORAGE_NETWORK_DOWN(1, NetworkTroubles::storageNetworkDown),
    MANAGEMENT_NETWORK_DOWN(1, NetworkTroubles::managementNetworkDown),
    PACKETS_LOST(2, NetworkTroubles::losesPackets),
    SAMPLES_FORGED(1, NetworkTroubles::forges),
    SAMPLES_REPLAYED(1, NetworkTroubles::replays),
    SAMPLES_DELAYED(1, NetworkTroubles::samplesDelayed),
    SAMPLES_DOUBLED(1, NetworkTroubles::samplesDoubled),
    STORAGE_SERVER_DOWN(1, NetworkTroubles::storageServerDown),
    PING_FILTERED(1, NetworkTroubles::pingFiltered),
    STORAGE_ADDRESS_MISTYPED(1, NetworkTroubles::storageAddressMistyped),
    CONTROLLER_ISOLATED(3, NetworkTroubles::controllerIsolated),
    CONTROLLER_DEAF(2, NetworkTroubles::controllerDeaf),
    CONTROLLER_PINGS_IN_VAIN(2, NetworkTroubles::controllerPingsInVain),
    HOST_OUT_OF_SIGHT(2, NetworkTroubles::hostOutOfSight),
    HOST_ONLY_REPORTS(2, NetworkTroubles::hostOnlyReports),
    CONTROLLER_CUT_FROM_BMCS(2, NetworkTroubles::controllerCutFromBmcs),
    CONTROLLER_CANNOT_PROBE(1, NetworkTroubles::controllerCannotProbe),
    CONTROLLER_CLOCK_STEPS(2, NetworkTroubles::controllerClockSteps),
    NOVA_ERRORS(4, storm -> CloudTroubles.rate(storm, CloudFault.ERROR_WITHOUT_EFFECT)),
    NOVA_ANSWERS_LOST(4, storm -> CloudTroubles.rate(storm, CloudFault.ERROR_AFTER_EFFECT)),
    NOVA_LATE(4, storm -> CloudTroubles.rate(storm, CloudFault.LATE_EFFECT)),
    NOVA_STALE_LISTS(2, storm -> CloudTroubles.rate(storm, CloudFault.STALE_LIST)),
    NOVA_PARTIAL_LISTS(2, storm -> CloudTroubles.rate(storm, CloudFault.PARTIAL_LIST)),
    HOST_UNLISTED(2, CloudTroubles::hostUnlisted),
    KEYSTONE_DOWN(2, CloudTroubles::keystoneDown),
    NOVA_UNREACHABLE(2, storm -> CloudTroubles.link(storm, CloudLink.DOWN)),
    NOVA_ANSWERS_CUT_OFF(2, storm -> CloudTroubles.link(storm, CloudLink.ANSWERS_LOST)),
    EVACUATIONS_FAIL(3, CloudTroubles::buildsFail),
    EVACUATIONS_SLOW(3, CloudTroubles::buildsSlow),
    EVACUATIONS_HANG(1, CloudTroubles::buildsHang),
    NO_ROOM(3, CloudTroubles::noRoom),
    LIVE_MIGRATION(3, CloudTroubles::liveMigration),
    OWNER_DELETES(2, CloudTroubles::ownerDeletes),
    OWNER_STOPS(2, CloudTroubles::ownerStops),
    OWNER_RESIZES(2, CloudTroubles::ownerResizes),
    OWNER_DELETES_IN_RECOVERY(3, CloudTroubles::ownerDeletesInRecovery),
    OWNER_RESIZES_IN_RECOVERY(2, CloudTroubles::ownerResizesInRecovery),
    DATABASE_AWAY(3, storm -> DatabaseTroubles.lasts(storm, DatabaseFault.AWAY)),
    DATABASE_READ_ONLY(2, storm -> DatabaseTroubles.lasts(storm, DatabaseFault.READ_ONLY)),
    DATABASE_DEADLOCKS(2, storm -> DatabaseTroubles.rate(storm, DatabaseFault.DEADLOCK)),
    COMMIT_LOST(3, storm -> DatabaseTroubles.rate(storm, DatabaseFault.COMMIT_LOST)),
    COMMIT_ANSWER_LOST(3, storm -> DatabaseTroubles.rate(storm, DatabaseFault.COMMIT_ANSWER_LOST)),
    COMMIT_LATE(2, storm -> DatabaseTroubles.rate(storm, DatabaseFault.COMMIT_LATE)),
    LEASE_ANSWER_LOST(2, storm -> DatabaseTroubles.rate(storm, DatabaseFault.LEASE_ANSWER_LOST)),
    LEASE_WRITE_LOST(1, storm -> DatabaseTroubles.rate(storm, DatabaseFault.LEASE_WRITE_LOST)),
    LEASE_WRITE_LATE(1, storm -> DatabaseTroubles.rate(storm, DatabaseFault.LEASE_WRITE_LATE)),
    NOTES_LOST(1, storm -> DatabaseTroubles.rate(storm, DatabaseFault.NOTE_LOST)),
    NOTE_ANSWERS_LOST(1, storm -> DatabaseTroubles.rate(storm, DatabaseFault.NOTE_ANSWER_LOST)),
    CONTROLLER_CUT_FROM_DATABASE(2, DatabaseTroubles::partitioned),
    PROCESSOR_KILLED(5, ProcessorTroubles::killed),
    PROCESSOR_KILLED_AT_COMMIT(5, ProcessorTroubles::killedAtCommit),
    PROCESSOR_KILLED_AT_EFFECT(10, ProcessorTroubles::killedAtEffect),
    PROCESSOR_PAUSED(4, ProcessorTroubles::paused),
    PROCESSOR_STOPPED(2, ProcessorTroubles::stopped),
    MAIL_LOST(3, ProcessorTroubles::mailLost),
    OPERATOR_CONFIRMS_OFF(4, OperatorTroubles::confirmsOff),
    OPERATOR_CONFIRMS_TOO_LATE(3, OperatorTroubles::confirmsTooLate),
    HOST_MAINTAINED(5, OperatorTroubles::maintenance),
    DISARMED(4, OperatorTroubles::disarmed),
    INCIDENT_CANCELLED(7, OperatorTroubles::cancels),
    INSTANCE_RELEASED(4, OperatorTroubles::releases),
    HOST_ACKNOWLEDGED(3, OperatorTroubles::acknowledges),
    BREAKER_ALLOWED(3, OperatorTroubles::allowsBreaker);

    private static final Set<Trouble> PATIENT = EnumSet.of(
            DESTINATION_DIES,
            POWERED_ON_BY_HAND,
            OWNER_DELETES_IN_RECOVERY,
            OWNER_RESIZES_IN_RECOVERY,
            PROCESSOR_KILLED_AT_COMMIT,
            PROCESSOR_KILLED_AT_EFFECT,
            OPERATOR_CONFIRMS_OFF,
            OPERATOR_CONFIRMS_TOO_LATE,
            INCIDENT_CANCELLED,
            INSTANCE_RELEASED,
            HOST_ACKNOWLEDGED,
            BREAKER_ALLOWED);

    private final int weight;

    @SuppressWarnings("ImmutableEnumChecker") // a reference to a static method, or a lambda that captures nothing
    private final Consumer<Storm> begin;

    Trouble(int weight, Consumer<Storm> begin) {
        this.weight = weight;
        this.begin = begin;
    }

    /** How often it is drawn, compared with others. */
    int weight() {
        return weight;
    }

    /** Whether it waits for its moment, so that it has to be there early. */
    boolean isPatient() {
        return PATIENT.contains(this);
    }

    /** Whether its moment comes after minutes only: a host has to come back before. */
    boolean takesLong() {
        return this == HOST_ACKNOWLEDGED;
    }

    /** How often 1,000 seeds have to bring it about at least. */
    int minimum() {
        return weight * 5;
    }

    void begin(Storm storm) {
        begin.accept(storm);
    }

    /** Whether a host needs to be recovered because of it. */
    boolean isHostFailure() {
        return this == POWER_LOST || this == HOST_HANGS || this == STORAGE_LOST || this == HOST_HANGS_AND_RESUMES;
    }

    /** Its name on the command line, such as {@code power-lost}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
