GRANT SELECT, INSERT ON network_node, network_line TO varsel_app;
GRANT UPDATE (parent_id, municipality) ON network_node TO varsel_app;
GRANT UPDATE (node_id, address) ON network_line TO varsel_app;
