-- What was counted before becomes places, items, and a first count each; what anybody then had is known no more.
INSERT INTO stock_place (called, kind) SELECT DISTINCT warehouse, 'warehouse' FROM stock_stock ORDER BY 1;
INSERT INTO stock_item (called, name, unit, has_serials) SELECT DISTINCT item, item, 'pc', false FROM stock_stock;

-- A row belongs to the item of what it is part of.
ALTER TABLE stock_need ADD CONSTRAINT stock_need_item UNIQUE (id, item_id);
ALTER TABLE stock_delivery ADD CONSTRAINT stock_delivery_item UNIQUE (id, item_id);
ALTER TABLE stock_device ADD CONSTRAINT stock_device_item UNIQUE (id, item_id);
ALTER TABLE stock_movement
    ADD CONSTRAINT stock_movement_device FOREIGN KEY (device_id, item_id) REFERENCES stock_device (id, item_id);
ALTER TABLE stock_hold
    ADD CONSTRAINT stock_hold_need FOREIGN KEY (need_id, item_id) REFERENCES stock_need (id, item_id),
    ADD CONSTRAINT stock_hold_delivery FOREIGN KEY (delivery_id, item_id) REFERENCES stock_delivery (id, item_id),
    ADD CONSTRAINT stock_hold_shelf FOREIGN KEY (place_id, item_id) REFERENCES stock_shelf (place_id, item_id);
ALTER TABLE stock_coverage
    ADD CONSTRAINT stock_coverage_of_a_node FOREIGN KEY (node_id) REFERENCES network_node (id),
    ADD CONSTRAINT stock_coverage_of_a_service FOREIGN KEY (service_id) REFERENCES agreements_service (id);

-- A count is the sum of its movements: each is added to its shelf here, and nobody else may write one.
CREATE FUNCTION stock_add_up() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE stock_shelf SET count = count + NEW.change WHERE place_id = NEW.place_id AND item_id = NEW.item_id;
    IF NOT FOUND THEN
        INSERT INTO stock_shelf (place_id, item_id, count, reserved, serials)
            VALUES (NEW.place_id, NEW.item_id, NEW.change, 0, 0);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER stock_movement_adds_up AFTER INSERT ON stock_movement FOR EACH ROW EXECUTE FUNCTION stock_add_up();
INSERT INTO stock_movement (batch, place_id, item_id, change, kind, at, by)
    SELECT gen_random_uuid(), place.id, item.id, stock.count, 'count', told.at, 'system'
    FROM stock_stock AS stock JOIN stock_place AS place ON place.called = stock.warehouse
        JOIN stock_item AS item ON item.called = stock.item,
        (SELECT coalesce(max(at), now()) AS at FROM journal_entry WHERE kind = 'stock_set') AS told;

CREATE TRIGGER stock_movement_append_only BEFORE UPDATE OR DELETE ON stock_movement
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();
CREATE TRIGGER stock_movement_not_truncated BEFORE TRUNCATE ON stock_movement
    FOR EACH STATEMENT EXECUTE FUNCTION varsel_refuse_change();
CREATE TRIGGER stock_coverage_append_only BEFORE UPDATE OR DELETE ON stock_coverage
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();

-- What is undone is undone whole, where it was, and is no undoing itself.
CREATE FUNCTION stock_undo() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM stock_movement WHERE id = NEW.undoes_id AND undoes_id IS NULL
        AND (place_id, item_id, change, kind) = (NEW.place_id, NEW.item_id, -NEW.change, NEW.kind)) THEN
        RAISE EXCEPTION 'movement % is undone where it was, and whole', NEW.undoes_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'stock_movement_undone_whole';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stock_movement_undoes BEFORE INSERT ON stock_movement
    FOR EACH ROW WHEN (NEW.undoes_id IS NOT NULL) EXECUTE FUNCTION stock_undo();

-- What is held counts on its shelf or in its delivery, and for its need; their checks refuse more than there is.
CREATE FUNCTION stock_hold_on() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    hold stock_hold := coalesce(NEW, OLD);
    change integer := CASE TG_OP WHEN 'INSERT' THEN hold.count ELSE -hold.count END;
BEGIN
    UPDATE stock_need SET held = held + change WHERE id = hold.need_id;
    UPDATE stock_shelf SET reserved = reserved + change WHERE place_id = hold.place_id AND item_id = hold.item_id;
    UPDATE stock_delivery SET promised = promised + change WHERE id = hold.delivery_id;
    RETURN NULL;
END $$;
CREATE TRIGGER stock_hold_counts AFTER INSERT OR DELETE ON stock_hold
    FOR EACH ROW EXECUTE FUNCTION stock_hold_on();
CREATE TRIGGER stock_hold_stays_whole BEFORE UPDATE ON stock_hold
    FOR EACH ROW EXECUTE FUNCTION varsel_refuse_change();

-- A device lies on its shelf while it is in stock or reserved: no count says fewer than the devices that lie there.
CREATE FUNCTION stock_device_lies() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state IN ('stock', 'reserved') THEN
        UPDATE stock_shelf SET serials = serials - 1 WHERE place_id = OLD.place_id AND item_id = OLD.item_id;
    END IF;
    IF NEW.state IN ('stock', 'reserved') THEN
        UPDATE stock_shelf SET serials = serials + 1 WHERE place_id = NEW.place_id AND item_id = NEW.item_id;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'device % lies where nothing was ever counted', NEW.serial
                USING ERRCODE = 'check_violation', CONSTRAINT = 'stock_no_more_serials_than_there_is';
        END IF;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER stock_device_on_its_shelf AFTER INSERT OR UPDATE ON stock_device
    FOR EACH ROW EXECUTE FUNCTION stock_device_lies();

GRANT SELECT, INSERT ON stock_place, stock_item, stock_movement, stock_delivery, stock_need, stock_hold, stock_device,
    stock_coverage TO varsel_app;
GRANT SELECT ON stock_shelf TO varsel_app;
GRANT UPDATE (name, unit, low, has_serials) ON stock_item TO varsel_app;
GRANT UPDATE (count, expected_at) ON stock_delivery TO varsel_app;
GRANT UPDATE (count, near_id) ON stock_need TO varsel_app;
GRANT DELETE ON stock_need, stock_hold TO varsel_app;
GRANT UPDATE (state, place_id, subject) ON stock_device TO varsel_app;
