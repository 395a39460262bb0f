using System.Diagnostics;
using System.Globalization;
using LstmGen;

// The smallest useful program: a trained model from a file, one prediction. Prints when it had it, and what it is.
float[] window = new float[20];
for (int i = 0; i < window.Length; i++)
{
    window[i] = i / 20f;
}

var model = new ColdStart.SineModel();
model.Load(args[0]);
float prediction = model.Predict(window);
long done = Stopwatch.GetTimestamp();
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done} {prediction:R}"));

namespace ColdStart
{
    [LstmModel(LookBack = 20)]
    [Lstm(50)]
    [Dense(1)]
    internal sealed partial class SineModel;
}
