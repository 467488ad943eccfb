package com.umcloud.umha.daemon.command;

import com.umcloud.umha.daemon.demo.Demo;
import com.umcloud.umha.daemon.demo.DemoResult;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code umha demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Shows an outage being healed: a simulated cloud on this machine's loopback addresses, the real agents,"
                        + " collector and processing; one host loses power, another its storage network.")
public final class DemoCommand implements Callable<Integer> {
    @Option(names = "--json", description = "The last line is the result as one JSON document.")
    private boolean json;

    @Option(names = "--hosts", defaultValue = "5", description = "Hosts of the cloud; default ${DEFAULT-VALUE}.")
    private int hosts;

    @Option(
            names = "--instances",
            defaultValue = "20",
            description = "Instances, spread over the hosts; default ${DEFAULT-VALUE}.")
    private int instances;

    @Option(
            names = "--apart",
            description = "Collector and processing as two programs that share the database, as the guide has them.")
    private boolean apart;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        if (hosts < 4 || hosts > 200 || instances < hosts) {
            throw new ParameterException(
                    spec.commandLine(), "the demonstration needs 4 to 200 hosts and at least an instance on each");
        }
        DemoResult result = new Demo(hosts, instances, apart, spec.commandLine().getOut()).run();
        if (json) {
            spec.commandLine().getOut().println(JsonText.of(result));
            spec.commandLine().getOut().flush();
        }
        return result.healed() ? ExitCodes.OK : ExitCodes.FAILED;
    }
}
