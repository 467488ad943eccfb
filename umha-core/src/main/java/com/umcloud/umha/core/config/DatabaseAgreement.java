package com.umcloud.umha.core.config;

import com.umcloud.umha.api.secret.Secret;
import com.umcloud.umha.core.config.ini.IniEntry;
import com.umcloud.umha.core.config.problem.ConfigurationProblem;
import com.umcloud.umha.core.config.problem.Origin;
import com.umcloud.umha.core.config.problem.ProblemList;
import com.umcloud.umha.core.config.problem.ProblemSeverity;
import com.umcloud.umha.core.config.schema.Setting;
import com.umcloud.umha.core.config.schema.SettingName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The collector writes where processing reads: umha.conf and ceilometer.conf have to name the same database. User, driver
 * and parameters may differ.
 */
final class DatabaseAgreement {
    static final SettingName UMHA = new SettingName("db", "connection");
    static final SettingName METERING = new SettingName("database", "metering_connection");
    static final SettingName CEILOMETER = new SettingName("database", "connection");

    private static final Pattern ADDRESS = Pattern.compile(
            "([^+:]+)(?:\\+[^:]*)?://(?:.*@)?(\\[[^\\]]*\\]|[^:@/?]*)(?::([0-9]+))?(?:/([^?]*)(?:\\?.*)?)?");

    private record Named(ResolvedSetting setting, String database) {}

    private final Map<SettingName, ResolvedSetting> settings;
    private final MergedFiles files;
    private final BiFunction<Setting, IniEntry, ResolvedSetting> reader;

    /**
     * Looks at the files.
     *
     * @param reader reads the value of a line without telling problems, which are told already
     */
    DatabaseAgreement(
            Map<SettingName, ResolvedSetting> settings,
            MergedFiles files,
            BiFunction<Setting, IniEntry, ResolvedSetting> reader) {
        this.settings = settings;
        this.files = files;
        this.reader = reader;
    }

    /** Tells files that name different databases. An environment variable is a deliberate last word. */
    void check(ProblemList problems) {
        ResolvedSetting own = resolved(UMHA);
        if (own.origin().equals(Origin.environment(SecretSources.variable(UMHA)))) {
            return;
        }
        List<Named> named = new ArrayList<>();
        collect(UMHA, named);
        collect(resolved(METERING).value().isPresent() ? METERING : CEILOMETER, named);
        for (Named other : named) {
            Named first = named.get(0);
            if (!other.database().equals(first.database())) {
                SettingName name = other.setting().setting().name();
                problems.add(new ConfigurationProblem(
                        ProblemSeverity.ERROR,
                        other.setting().origin(),
                        name.section(),
                        name.key(),
                        other.setting().display(),
                        "another database than "
                                + first.setting().setting().name() + " = "
                                + first.setting().display() + " at "
                                + first.setting().origin(),
                        "name the same one in all files"));
                return;
            }
        }
    }

    private ResolvedSetting resolved(SettingName name) {
        ResolvedSetting setting = settings.get(name);
        if (setting == null) {
            throw new IllegalStateException(name + " is not in the schema");
        }
        return setting;
    }

    private void collect(SettingName name, List<Named> named) {
        ResolvedSetting winner = resolved(name);
        add(winner, named);
        for (IniEntry entry : files.ofEachFile(winner.setting().allNames())) {
            add(reader.apply(winner.setting(), entry), named);
        }
    }

    private static void add(ResolvedSetting setting, List<Named> named) {
        setting.value()
                .map(value -> identity(((Secret) value).reveal()))
                .ifPresent(database -> named.add(new Named(setting, database)));
    }

    /** What makes two addresses the same database: kind of server, host, port and name. */
    static String identity(String address) {
        Matcher matcher = ADDRESS.matcher(address);
        if (!matcher.matches()) {
            return address;
        }
        String dialect = matcher.group(1).toLowerCase(Locale.ROOT).replace("mariadb", "mysql");
        String host = matcher.group(2).toLowerCase(Locale.ROOT);
        boolean here = host.isEmpty() || host.equals("127.0.0.1") || host.equals("[::1]");
        String port = matcher.group(3) == null && dialect.equals("mysql") ? "3306" : matcher.group(3);
        return dialect + " " + (here ? "localhost" : host) + " " + port + " " + matcher.group(4);
    }
}
