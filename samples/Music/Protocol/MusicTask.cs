namespace Music;

/// <summary>One collection: its file, its model, its recipe.</summary>
internal abstract class MusicTask
{
    public static readonly MusicTask Chorales = new Of<ChoraleModel, ChoraleModel.State>("chorales", "chorales", Songs.Chorales, seed => new(seed), new(Epochs: 100, Together: 4, Rate: 3e-3));
    public static readonly MusicTask Folk = new Of<FolkModel, FolkModel.State>("folk", "folk tunes", Songs.Folk, seed => new(seed), new(Epochs: 28, Together: 4, Rate: 4e-3));

    /// <summary>What the command line calls it.</summary>
    public abstract string Word { get; }

    public abstract string Name { get; }

    public abstract string File { get; }

    public abstract MusicRecipe Recipe { get; }

    public abstract SequenceModel Create(long seed);

    /// <summary>Nats a step, every song from silence on, step by step.</summary>
    public abstract double Judge(SequenceModel model, IReadOnlyCollection<Song> songs);

    /// <summary>A new stream of a model: each call takes the keys of a step and gives the chances of the keys at the next.</summary>
    public abstract Listener Listen(SequenceModel model);

    /// <summary>Trains from a seed; the epoch is chosen on the validation songs.</summary>
    public TrainedMusic Train(Songs songs, long seed, MusicRecipe recipe, IProgress<EpochReport>? progress = null)
    {
        SequenceModel model = Create(seed);
        return new(model, MusicTraining.Run(model, songs, recipe, part => Judge(model, part), progress));
    }

    /// <summary>The logistic regression on the last eight steps, trained the same way. Its steps before a song's first are silent.</summary>
    public static double Linear(Songs songs, MusicRecipe recipe)
    {
        Of<LinearModel, LinearModel.State> task = new("linear", "linear", "", seed => new(seed), recipe);
        return task.Judge(task.Train(songs, seed: 1, recipe).Model, songs.Test);
    }

    /// <summary>Takes the keys of a step; receives the chances of the next.</summary>
    public delegate void Listener(ReadOnlySpan<int> keys, Span<double> chances);

    private sealed class Of<TModel, TState>(string word, string name, string file, Func<long, TModel> create, MusicRecipe recipe) : MusicTask
        where TModel : SequenceModel, IStreaming<TState>
        where TState : struct
    {
        public override string Word => word;

        public override string Name => name;

        public override string File => file;

        public override MusicRecipe Recipe => recipe;

        public override SequenceModel Create(long seed) => create(seed);

        public override Listener Listen(SequenceModel model)
        {
            TModel own = (TModel)model;
            TState state = default;
            float[] roll = new float[Song.Keys], said = new float[Song.Keys];
            return (keys, chances) =>
            {
                Array.Clear(roll);
                foreach (int key in keys)
                {
                    roll[key] = 1;
                }

                own.Step(ref state, roll, said);
                for (int key = 0; key < said.Length; key++)
                {
                    chances[key] = said[key];
                }
            };
        }

        public override double Judge(SequenceModel model, IReadOnlyCollection<Song> songs)
        {
            Listener? listener = null;
            return NegativeLogLikelihood.Of(songs, (song, step, chances) =>
            {
                listener = step == 1 ? Listen(model) : listener!;
                listener(song.Steps[step - 1], chances);
            });
        }
    }
}

/// <summary>A trained model.</summary>
/// <param name="Validation">Nats a step on the validation songs after each epoch; the weights are those of the least.</param>
internal sealed record TrainedMusic(SequenceModel Model, double[] Validation);
