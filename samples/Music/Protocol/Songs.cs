using System.Globalization;

namespace Music;

/// <summary>A piece of music: for each step the notes that sound, as keys of a piano from 0 to 87.</summary>
/// <param name="Steps">Of each step its keys, from low to high.</param>
internal sealed record Song(int[][] Steps)
{
    /// <summary>Keys of a piano.</summary>
    public const int Keys = 88;

    /// <summary>The MIDI number of the lowest key.</summary>
    public const int Lowest = 21;

    public int Length => Steps.Length;

    /// <summary>Ones where a key sounds at a step, zeros elsewhere.</summary>
    public void CopyStep(int step, Span<float> roll)
    {
        roll.Clear();
        foreach (int key in Steps[step])
        {
            roll[key] = 1;
        }
    }
}

/// <summary>A collection in the three parts of Boulanger-Lewandowski et al. (2012).</summary>
internal sealed record Songs(Song[] Train, Song[] Valid, Song[] Test)
{
    public const string Chorales = "jsb-chorales.txt";
    public const string Folk = "nottingham.txt";

    /// <summary>Steps that are predicted: all but the first of each song.</summary>
    public static int Predicted(IEnumerable<Song> songs) => songs.Sum(song => song.Length - 1);

    /// <summary>Reads a file with a song on each line: its part, a tab, its steps with blanks between, MIDI numbers of a step with commas, or a dash for none.</summary>
    /// <exception cref="InvalidDataException">The file is not what it should be; its line is named.</exception>
    public static Songs Read(string path)
    {
        Dictionary<string, List<Song>> parts = new() { ["train"] = [], ["valid"] = [], ["test"] = [] };
        string file = Path.GetFileName(path);
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            string place = $"{file}, line {++number}";
            string[] halves = line.Split('\t');
            if (halves.Length != 2 || !parts.TryGetValue(halves[0], out List<Song>? part))
            {
                throw new InvalidDataException($"{place}: expected 'train', 'valid' or 'test', a tab, and the steps of a song.");
            }

            int[][] steps = [.. halves[1].Split(' ').Select(step => Keys(step, place))];
            part.Add(steps.Length >= 2 ? new(steps) : throw new InvalidDataException($"{place}: expected a song of two steps at least, but got {steps.Length}."));
        }

        foreach ((string name, List<Song> part) in parts)
        {
            if (part.Count == 0)
            {
                throw new InvalidDataException($"{file}: expected songs of the part '{name}', but got none.");
            }
        }

        return new([.. parts["train"]], [.. parts["valid"]], [.. parts["test"]]);
    }

    private static int[] Keys(string step, string place)
    {
        if (step == "-")
        {
            return [];
        }

        int[] keys = [.. step.Split(',').Select(note =>
            int.TryParse(note, NumberStyles.None, CultureInfo.InvariantCulture, out int midi) && midi is >= Song.Lowest and < Song.Lowest + Song.Keys
                ? midi - Song.Lowest
                : throw new InvalidDataException($"{place}: expected MIDI notes from {Song.Lowest} to {Song.Lowest + Song.Keys - 1} with commas between, or '-', but got '{step}'."))];
        return [.. keys.Order()];
    }
}
