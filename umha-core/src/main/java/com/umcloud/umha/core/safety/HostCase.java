package com.umcloud.umha.core.safety;

import com.umcloud.umha.api.evacuate.ComputeHost;
import com.umcloud.umha.core.assessment.HostAssessment;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything about one host that the gates look at.
 *
 * @param cloud the host as the cloud lists it; empty if it does not
 * @param cloudReport what its reports to the cloud say since it fell silent
 * @param device whether its fence device may be trusted
 * @param lastFenced when it was last fenced automatically in an earlier incident that nobody has acknowledged
 * @param ownMachine whether UMHA itself runs on it
 * @param recovering whether it has an incident that is past the gates
 */
public record HostCase(
        HostAssessment assessment,
        Optional<ComputeHost> cloud,
        CloudReport cloudReport,
        DeviceTrust device,
        Optional<Instant> lastFenced,
        boolean ownMachine,
        boolean recovering) {
    public HostCase {
        Objects.requireNonNull(assessment, "assessment");
        Objects.requireNonNull(cloudReport, "cloudReport");
        Objects.requireNonNull(device, "device");
    }

    public String host() {
        return assessment.host();
    }
}
