using System.Globalization;

namespace StockPrices;

/// <summary>One day of a stock.</summary>
/// <param name="Adjusted">The close as if no share had been split and no dividend paid.</param>
internal readonly record struct PriceDay(DateOnly Date, double Open, double High, double Low, double Close, double Adjusted);

/// <summary>One stock, oldest day first.</summary>
internal sealed record Stock(string Ticker, PriceDay[] Days)
{
    public const string File = "stocknet-prices.csv";

    private const string Header = "ticker,date,open,high,low,close,adj_close";

    /// <exception cref="InvalidDataException">The file is not what it should be; its line is named.</exception>
    public static Stock[] Read(string path)
    {
        string file = Path.GetFileName(path);
        List<(string Ticker, List<PriceDay> Days)> stocks = [];
        int number = 0;
        foreach (string line in System.IO.File.ReadLines(path))
        {
            string place = $"{file}, line {++number}";
            if (number == 1)
            {
                if (line != Header)
                {
                    throw new InvalidDataException($"{place}: expected '{Header}', but got '{line}'.");
                }

                continue;
            }

            string[] cells = line.Split(',');
            if (cells.Length != 7 || !DateOnly.TryParseExact(cells[1], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date))
            {
                throw new InvalidDataException($"{place}: expected a ticker, a date such as 2014-01-02 and five prices, but got '{line}'.");
            }

            double[] prices = [.. cells[2..].Select(cell => Price(cell, place))];
            if (stocks.Count == 0 || stocks[^1].Ticker != cells[0])
            {
                stocks.Add((cells[0], []));
            }

            List<PriceDay> days = stocks[^1].Days;
            if (days.Count > 0 && days[^1].Date >= date)
            {
                throw new InvalidDataException($"{place}: expected a day after {days[^1].Date:yyyy-MM-dd}, but got {cells[1]}.");
            }

            days.Add(new(date, prices[0], prices[1], prices[2], prices[3], prices[4]));
        }

        return stocks.Count > 0 ? [.. stocks.Select(stock => new Stock(stock.Ticker, [.. stock.Days]))] : throw new InvalidDataException($"{file}: expected days of stocks, but got none.");
    }

    private static double Price(string cell, string place) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double price) && price > 0 && double.IsFinite(price)
        ? price
        : throw new InvalidDataException($"{place}: expected a price above 0, but got '{cell}'.");
}
