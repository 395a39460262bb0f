using System.Globalization;

namespace Turbofan;

/// <summary>One engine's flights: the sensors of each, oldest first.</summary>
/// <param name="Cycles">Of each flight its 14 sensors.</param>
internal sealed record Engine(float[][] Cycles);

/// <summary>C-MAPSS FD001: engines that ran until they failed, engines that were looked at before, and how long these still ran.</summary>
/// <param name="Lives">Cycles that each test engine had left.</param>
internal sealed record Engines(Engine[] Train, Engine[] Test, float[] Lives)
{
    public const string TrainFile = "train_FD001.txt";
    public const string TestFile = "test_FD001.txt";
    public const string LivesFile = "RUL_FD001.txt";

    /// <summary>Values of a line: the engine, the cycle, three settings, 21 sensors.</summary>
    private const int Values = 26;

    /// <summary>The sensors that move, by their number from 1 on; the other seven stand still.</summary>
    public static readonly int[] Sensors = [2, 3, 4, 7, 8, 9, 11, 12, 13, 14, 15, 17, 20, 21];

    /// <exception cref="InvalidDataException">A file is not what it should be; its line is named.</exception>
    public static Engines Read(string folder)
    {
        Engine[] train = ReadEngines(Path.Combine(folder, TrainFile)), test = ReadEngines(Path.Combine(folder, TestFile));
        string[] lines = [.. File.ReadLines(Path.Combine(folder, LivesFile)).Select(line => line.Trim()).Where(line => line.Length > 0)];
        float[] lives = [.. lines.Select((line, i) => Number(line, $"{LivesFile}, line {i + 1}"))];
        return lives.Length == test.Length
            ? new(train, test, lives)
            : throw new InvalidDataException($"{LivesFile}: expected a life for each of the {test.Length} engines of {TestFile}, but got {lives.Length}.");
    }

    private static Engine[] ReadEngines(string path)
    {
        string file = Path.GetFileName(path);
        List<List<float[]>> engines = [];
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            string place = $"{file}, line {++number}";
            string[] cells = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (cells.Length != Values)
            {
                throw new InvalidDataException($"{place}: expected {Values} numbers, but got {cells.Length}.");
            }

            float engine = Number(cells[0], place), cycle = Number(cells[1], place);
            if (cycle == 1)
            {
                engines.Add([]);
            }

            if (engine != engines.Count || cycle != engines[^1].Count + 1)
            {
                throw new InvalidDataException($"{place}: expected engine after engine, cycle after cycle from 1 on, but got engine {cells[0]}, cycle {cells[1]}.");
            }

            engines[^1].Add([.. Sensors.Select(sensor => Number(cells[4 + sensor], place))]);
        }

        if (engines.Count == 0 || engines.Any(engine => engine.Count < LifeTask.LookBack))
        {
            throw new InvalidDataException($"{file}: expected engines of {LifeTask.LookBack} cycles at least.");
        }

        return [.. engines.Select(engine => new Engine([.. engine]))];
    }

    private static float Number(string cell, string place) =>
        float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value) ? value : throw new InvalidDataException($"{place}: '{cell}' is not a number.");
}
