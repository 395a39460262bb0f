using LstmGen.Metrics;

namespace StockPrices;

/// <summary>From the prices to the tables and pictures.</summary>
internal sealed class StockRun(PaperOptions options, string ticker, TextWriter output)
{
    private readonly PaperReport _report = new("StockPrices", options, output);

    public void Run()
    {
        Stock[] stocks = Stock.Read(options.DataFile(Stock.File).FullName);
        Stock one = Array.Find(stocks, stock => stock.Ticker == ticker)
            ?? throw new UserError($"--ticker {ticker}: there is no such stock. Those there are: {string.Join(", ", stocks.Select(stock => stock.Ticker))}.");
        (Movements train, Movements valid, Movements test) = MovementTask.Split(stocks);
        if (new[] { train, valid, test }.Any(part => part.Count == 0))
        {
            throw new UserError($"{Stock.File}: expected days from January 2014 to December 2015, with forty before them.");
        }

        output.WriteLine($"{stocks.Length} stocks: {train.Count} days to train on, {valid.Count} that choose the epoch, {test.Count} to test on.");
        if (options.Model is { } file)
        {
            Use(stocks, test, file);
            return;
        }

        int epochs = options.Quick ? 1 : 60, follow = options.Quick ? 2 : 300;
        TrainedMovement[] trained = _report.Train("up or down", epochs, (seed, progress) => MovementTraining.Train(train, valid, seed, epochs, progress));
        PriceFollower[] followers = _report.Train($"the price of {ticker}", follow, (seed, progress) => PriceFollower.Run(one, seed, follow, progress));
        _report.Add(StockTables.Movements(train, valid, test, trained));
        _report.Add(StockTables.Follower(followers));
        StockPictures.Follows(_report.Picture("stock-follows.png"), ticker, followers[0]);
        StockPictures.Truth(_report.Picture("stock-truth.png"), followers[0]);
        _report.Write();

        // Of the seeds that which was best on the validation days.
        trained.MaxBy(each => each.Valid)!.Model.Save(options.Save.FullName);
        output.WriteLine($"Model: {options.Save.FullName}");
        Use(stocks, test, options.Save);
    }

    private void Use(Stock[] stocks, Movements test, FileInfo file)
    {
        MovementModel model = new();
        model.Load(file.FullName);
        ConfusionMatrix matrix = MovementTraining.Of(test, MovementTraining.Answers(model, test));
        (string Ticker, double Up)[] tomorrow = [.. stocks.Where(stock => stock.Days.Length >= 30 + MovementTask.LookBack).Select(stock => (stock.Ticker, Chance(model, stock)))];
        (string best, double chance) = tomorrow.MaxBy(stock => stock.Up);
        output.WriteLine(FormattableString.Invariant(
            $"{file.Name}: {100 * matrix.Accuracy:F2} % right, MCC {matrix.Mcc:F3}. It thinks best of {best}, which goes up after the last day with a chance of {100 * chance:F0} %. Do not buy it for that."));
    }

    private static double Chance(MovementModel model, Stock stock)
    {
        float[] window = [.. Enumerable.Range(stock.Days.Length - MovementTask.LookBack, MovementTask.LookBack).SelectMany(day => MovementTask.DayFeatures(stock.Days, day))], chances = new float[2];
        model.Predict(window, chances);
        return chances[1];
    }
}
