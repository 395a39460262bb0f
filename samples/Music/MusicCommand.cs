using System.CommandLine;

namespace Music;

/// <summary>The command line: options and their checks.</summary>
internal static class MusicCommand
{
    private static readonly Option<string> Collection = new("--songs") { Description = "chorales or folk.", DefaultValueFactory = _ => "chorales" };
    private static readonly Option<FileInfo> Midi = new("--midi") { Description = "Where the song that is written on goes, as a MIDI file.", DefaultValueFactory = _ => new FileInfo("written.mid") };
    private static readonly Option<int> Song = new("--song") { Description = "Which song of the test part is written on, from 1 on.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> Draw = new("--draw") { Description = "The seed of the drawing: each writes another song.", DefaultValueFactory = _ => 1 };

    static MusicCommand()
    {
        Collection.Fits<string>(word => word is "chorales" or "folk", "is chorales or folk");
        Midi.WritableFile();
        Song.AtLeast(1);
    }

    /// <summary>Runs the program.</summary>
    /// <returns>The exit code: 0, or 1 after a message on the error stream.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error) =>
        new PaperCommand("Learns music step by step, beside published figures, and writes a chorale on.", "music", $"{Songs.Chorales} and {Songs.Folk}", Collection, Midi, Song, Draw)
            .Run(args, output, error, (options, arguments) => new MusicRun(options, arguments.GetRequiredValue(Collection) == "chorales" ? MusicTask.Chorales : MusicTask.Folk, output)
            {
                Midi = arguments.GetRequiredValue(Midi),
                Song = arguments.GetRequiredValue(Song),
                Draw = arguments.GetRequiredValue(Draw),
            }.Run());
}
