-- A vehicle is a place of the stock, by its registration.
ALTER TABLE fieldwork_vehicle
    ADD CONSTRAINT vehicle_is_a_place FOREIGN KEY (registration) REFERENCES stock_place (called);
