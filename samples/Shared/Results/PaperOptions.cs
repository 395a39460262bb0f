namespace LstmGen.Samples;

/// <summary>What the user asked for, of a sample that stands beside published figures.</summary>
internal sealed record PaperOptions
{
    /// <summary>The folder of the data.</summary>
    public required DirectoryInfo Data { get; init; }

    /// <summary>How many seeds, from 1 on.</summary>
    public required int Seeds { get; init; }

    /// <summary>To see it work, not to see it good.</summary>
    public required bool Quick { get; init; }

    /// <summary>The folder for pictures.</summary>
    public required DirectoryInfo Pictures { get; init; }

    /// <summary>A folder for the tables; null: they are only shown.</summary>
    public DirectoryInfo? Results { get; init; }

    /// <summary>Where the trained model goes.</summary>
    public required FileInfo Save { get; init; }

    /// <summary>A model that was saved, to be used instead of training; null: training.</summary>
    public FileInfo? Model { get; init; }

    /// <summary>A file of the data.</summary>
    /// <exception cref="UserError">It is not there.</exception>
    public FileInfo DataFile(string name)
    {
        FileInfo file = new(Path.Combine(Data.FullName, name));
        return file.Exists ? file : throw new UserError($"There is no file '{name}' in the folder '{Data.FullName}'. Name the folder that has it with --data.");
    }
}
