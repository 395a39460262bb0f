using System.Diagnostics;
using System.Globalization;
using Microsoft.ML.OnnxRuntime;

// The same program with ONNX Runtime: a trained model from a file, one prediction. Prints when it had it, and what it is.
float[] window = new float[20];
for (int i = 0; i < window.Length; i++)
{
    window[i] = i / 20f;
}

using var options = new SessionOptions
{
    IntraOpNumThreads = 1,
    InterOpNumThreads = 1,
    ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
    GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
};
using var session = new InferenceSession(args[0], options);
using OrtValue x = OrtValue.CreateTensorValueFromMemory(window, [20, 1, 1]);
using var run = new RunOptions();
using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(run, ["x"], [x], ["y"]);
float prediction = outputs[0].GetTensorDataAsSpan<float>()[0];
long done = Stopwatch.GetTimestamp();
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done} {prediction:R}"));
