using OnlineService;

// Serves forecasts of a series, takes its observations, and learns from them in the background: the forecasts go on meanwhile, from the old weights or from the new.
Service.Create(args).Run();
