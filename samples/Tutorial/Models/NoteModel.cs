using LstmGen.Numerics;

namespace Tutorial;

/// <summary>Notes a value down when it is told to, keeps it, and says it when it is asked.</summary>
#pragma warning disable LSTMGEN102 // An answer at every step is what is wanted here.
[LstmModel(LookBack = Steps, Features = 3)]
[Lstm(2, ReturnSequences = true)]
[Dense(1)]
public sealed partial class NoteModel
#pragma warning restore LSTMGEN102
{
    public const int Steps = 24;
    private const int Sequences = 4_000;

    /// <summary>A model that has learnt it.</summary>
    public static NoteModel Trained()
    {
        var model = new NoteModel(seed: 1);
        (float[] inputs, float[] targets, _) = Sheets(Sequences, seed: 1);
        model.Fit(WindowDataset.From(inputs, targets, Steps, features: 3), new FitOptions { Epochs = 40, LearningRate = 0.01, BatchSize = 32, Schedule = new CosineDecay(), MaxDegreeOfParallelism = 1 });
        return model;
    }

    /// <summary>Sequences of three inputs (a value from −1 to 1; 1 for "note this"; 1 for "say it"), their answers, and what is noted at each step.</summary>
    public static (float[] Inputs, float[] Targets, float[] Noted) Sheets(int count, long seed)
    {
        var random = new RandomSource(seed, stream: 7);
        float[] inputs = new float[count * Steps * 3], targets = new float[count * Steps], noted = new float[count * Steps];
        for (int sequence = 0; sequence < count; sequence++)
        {
            float note = 0;
            for (int step = 0; step < Steps; step++)
            {
                int place = sequence * Steps + step;
                float value = 2 * random.NextSingle() - 1;
                double draw = random.NextDouble();
                inputs[3 * place] = value;
                if (step == 0 || draw < 0.12)
                {
                    inputs[3 * place + 1] = 1;
                    note = value;
                }
                else if (draw < 0.32)
                {
                    inputs[3 * place + 2] = 1;
                    targets[place] = note;
                }

                noted[place] = note;
            }
        }

        return (inputs, targets, noted);
    }
}
