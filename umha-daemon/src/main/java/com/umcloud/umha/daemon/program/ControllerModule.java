package com.umcloud.umha.daemon.program;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.umcloud.umha.api.evacuate.Evacuator;
import com.umcloud.umha.api.fence.FenceAgent;
import com.umcloud.umha.api.notify.Notifier;
import com.umcloud.umha.api.plugin.PluginContext;
import com.umcloud.umha.core.config.Configuration;
import com.umcloud.umha.core.leadership.LeaseKeeper;
import com.umcloud.umha.core.plugin.PluginRegistry;
import com.umcloud.umha.core.store.Stores;
import com.umcloud.umha.core.store.database.Database;
import com.umcloud.umha.core.telling.Outbox;
import com.umcloud.umha.core.telling.OutboxConfig;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a controller's programs are made of: the database, and the plugins that the configuration names. */
final class ControllerModule extends AbstractModule {
    private final LoadedProgram program;
    private final Database database;

    ControllerModule(LoadedProgram program, Database database) {
        this.program = program;
        this.database = database;
    }

    @Override
    protected void configure() {
        bind(Configuration.class).toInstance(program.configuration());
        bind(PluginRegistry.class).toInstance(program.plugins());
        bind(Database.class).toInstance(database);
        bind(InstantSource.class).toInstance(InstantSource.system());
    }

    @Provides
    @Singleton
    PluginContext pluginContext(Configuration configuration, InstantSource clock) {
        return Contexts.of(configuration, clock);
    }

    @Provides
    @Singleton
    Stores stores(Configuration configuration, InstantSource clock) {
        return Databases.stores(database, configuration, clock);
    }

    @Provides
    @Singleton
    Evacuator evacuator(Configuration configuration, PluginRegistry plugins, PluginContext context) {
        return plugins.evacuator(configuration.program().evacuator()).create(configuration.asConfig(), context);
    }

    @Provides
    @Singleton
    FenceAgent fenceAgent(Configuration configuration, PluginRegistry plugins, PluginContext context) {
        if (!configuration.safety().hasIpmi()) {
            return new NoFenceAgent();
        }
        return plugins.fenceAgent(configuration.program().fenceAgent()).create(configuration.asConfig(), context);
    }

    @Provides
    @Singleton
    LeaseKeeper leaseKeeper(Configuration configuration, Stores stores) {
        return new LeaseKeeper(configuration.lease(), stores.leases(), System::nanoTime);
    }

    @Provides
    @Singleton
    Outbox outbox(
            Configuration configuration,
            PluginRegistry plugins,
            PluginContext context,
            Stores stores,
            LeaseKeeper lease,
            InstantSource clock) {
        Map<String, Notifier> notifiers = new LinkedHashMap<>();
        for (String name : configuration.program().notifiers()) {
            notifiers.put(name, plugins.notifier(name).create(configuration.asConfig(), context));
        }
        return new Outbox(
                stores.outbox(),
                notifiers,
                OutboxConfig.standard(),
                clock,
                System::nanoTime,
                () -> lease.epoch().isPresent());
    }
}
