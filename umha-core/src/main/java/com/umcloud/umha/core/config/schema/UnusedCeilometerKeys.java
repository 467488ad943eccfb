package com.umcloud.umha.core.config.schema;

import java.util.ArrayList;
import java.util.List;

/** Keys of Ceilometer in sections of which UMHA reads other keys. */
final class UnusedCeilometerKeys {
    private UnusedCeilometerKeys() {}

    static List<SettingName> all() {
        List<SettingName> all = new ArrayList<>();
        add(all, SettingName.DEFAULT_SECTION, LOGGING);
        add(all, SettingName.DEFAULT_SECTION, MESSAGING);
        add(all, SettingName.DEFAULT_SECTION, TELEMETRY);
        add(all, SettingName.DEFAULT_SECTION, CREDENTIALS);
        add(
                all,
                "collector",
                "batch_size batch_timeout workers enable_rpc requeue_sample_on_dispatcher_error"
                        + " requeue_event_on_dispatcher_error");
        add(
                all,
                "compute",
                "workload_partitioning instance_discovery_method resource_update_interval" + " resource_cache_expiry");
        add(all, "ipmi", "node_manager_init_retry polling_retry");
        add(all, "publisher", "metering_topic event_topic telemetry_driver");
        add(all, "database", DATABASE);
        return all;
    }

    private static final String LOGGING =
            "log_config_append log_config log_date_format use_syslog use_syslog_rfc_format"
                    + " syslog_log_facility watch_log_file use_journal use_json logging_context_format_string"
                    + " logging_default_format_string logging_debug_format_suffix logging_exception_prefix"
                    + " logging_user_identity_format default_log_levels publish_errors instance_format instance_uuid_format"
                    + " fatal_deprecations rate_limit_interval rate_limit_burst rate_limit_except_level log_format"
                    + " use_eventlog";

    private static final String MESSAGING =
            "rpc_backend transport_url control_exchange rpc_response_timeout rpc_conn_pool_size"
                    + " rpc_poll_timeout rpc_cast_timeout rpc_zmq_bind_address rpc_zmq_matchmaker rpc_zmq_contexts"
                    + " rpc_zmq_topic_backlog rpc_zmq_ipc_dir rpc_zmq_host rpc_zmq_concurrency zmq_target_expire"
                    + " executor_thread_pool_size rpc_thread_pool_size notification_driver notification_transport_url"
                    + " notification_topics rabbit_host rabbit_port rabbit_hosts rabbit_use_ssl rabbit_userid rabbit_password"
                    + " rabbit_login_method rabbit_virtual_host rabbit_ha_queues rabbit_retry_interval rabbit_retry_backoff"
                    + " rabbit_max_retries kombu_ssl_version kombu_ssl_keyfile kombu_ssl_certfile kombu_ssl_ca_certs"
                    + " kombu_reconnect_delay amqp_durable_queues amqp_auto_delete matchmaker_heartbeat_freq"
                    + " matchmaker_heartbeat_ttl fake_rabbit";

    private static final String TELEMETRY = "event_dispatchers reserved_metadata_keys reserved_metadata_namespace"
            + " reserved_metadata_length event_pipeline_cfg_file refresh_pipeline_cfg refresh_event_pipeline_cfg"
            + " pipeline_polling_interval batch_polled_samples shuffle_time_before_polling_task pollster_list"
            + " nova_http_log_debug hypervisor_inspector libvirt_type libvirt_uri rootwrap_config http_timeout"
            + " max_parallel_requests partitioning_group_prefix api_paste_config collector_workers notification_workers"
            + " api_workers state_path pybasedir bindir use_ssl cert_file key_file notifier_queue";

    private static final String CREDENTIALS = "os_username os_password os_tenant_id os_tenant_name os_auth_url"
            + " os_region_name os_endpoint_type os_cacert nova_control_exchange neutron_control_exchange"
            + " heat_control_exchange glance_control_exchange keystone_control_exchange cinder_control_exchange"
            + " sahara_control_exchange swift_control_exchange magnetodb_control_exchange ceilometer_control_exchange"
            + " trove_control_exchange dns_control_exchange http_control_exchanges sample_control_exchange";

    private static final String DATABASE =
            "event_connection alarm_connection event_time_to_live alarm_history_time_to_live"
                    + " db2nosql_resource_id_maxlen mongodb_replica_set backend sqlite_db sqlite_synchronous slave_connection"
                    + " mysql_sql_mode idle_timeout min_pool_size max_pool_size max_retries retry_interval max_overflow"
                    + " connection_debug connection_trace pool_timeout use_db_reconnect db_retry_interval"
                    + " db_inc_retry_interval db_max_retry_interval db_max_retries use_tpool mysql_enable_ndb"
                    + " connection_parameters";

    private static void add(List<SettingName> all, String section, String keys) {
        for (String key : keys.split(" ", -1)) {
            all.add(new SettingName(section, key));
        }
    }
}
