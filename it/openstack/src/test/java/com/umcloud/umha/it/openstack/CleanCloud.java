package com.umcloud.umha.it.openstack;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Gives each test a clean cloud whose hosts share the instances' disks, and leaves a clean one. */
final class CleanCloud implements BeforeEachCallback, AfterEachCallback {
    private @Nullable RealCloud cloud;

    RealCloud cloud() {
        if (cloud == null) {
            throw new IllegalStateException("only while a test runs");
        }
        return cloud;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        System.out.println("=== " + context.getRequiredTestClass().getSimpleName() + ": " + context.getDisplayName());
        RealCloud opened = RealCloud.open();
        cloud = opened;
        opened.clean();
        opened.fault("all", "shared_storage=true");
    }

    @Override
    public void afterEach(ExtensionContext context) {
        RealCloud used = cloud;
        if (used != null) {
            try (used) {
                used.clean();
            }
        }
    }
}
