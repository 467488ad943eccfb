package com.umcloud.umha.fencing.ipmi.session;

import com.umcloud.umha.api.fence.FenceFailure;
import com.umcloud.umha.fencing.ipmi.packet.CompletionCode;
import com.umcloud.umha.fencing.ipmi.packet.IpmiCommand;

/** The BMC answered a command, authenticated, with another completion code than zero. */
public final class CommandRefusedException extends IpmiException {
    private static final long serialVersionUID = 1L;

    private final int completionCode;

    CommandRefusedException(IpmiCommand command, int completionCode) {
        super(
                FenceFailure.REFUSED,
                Repetition.NEVER,
                "the BMC refuses " + command.title() + ": " + CompletionCode.describe(completionCode));
        this.completionCode = completionCode;
    }

    public int completionCode() {
        return completionCode;
    }
}
