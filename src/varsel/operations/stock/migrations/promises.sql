GRANT SELECT, INSERT ON stock_stock TO varsel_app;
GRANT UPDATE (count) ON stock_stock TO varsel_app;
