"""Segments series with a model. `load_model` and `segment` are yours to write; the rest can stay as it is.

It runs in a process of its own. The folder DATA belongs to this run alone; what is written there is kept with the run.
"""

import json
import os

try:
    from dcm_processor_runtime import progress
except ImportError:
    # Run by another program, or by hand.
    def progress(percent, message=""):
        pass


# Files of the model lie beside this file, in the folder "model", and are installed with the service.
MODEL_FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "model")


def worker(jobName, headers, params, added_params, **kwargs):
    """Keeps what the callback promised: one file for each series."""
    data = os.environ["DATA"]
    outputs = added_params[jobName]["outputs"]
    model = load_model(MODEL_FOLDER)
    results = {}
    for number, (series_id, promise) in enumerate(outputs.items()):
        progress(100.0 * number / len(outputs), "Series {} of {}".format(number + 1, len(outputs)))
        folder = os.path.join(data, headers["dcmpath"], series_id)
        files = [os.path.join(folder, name) for name in sorted(os.listdir(folder))]
        results[series_id] = segment(model, files, params or {})

        target = os.path.join(data, promise["segmentation"]["path"])
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "w", encoding="utf-8") as stream:
            json.dump(results[series_id], stream, indent=2)
        print("Series {}: {}".format(series_id, results[series_id]))
    progress(100, "Done")
    return {"series": len(results), "model": model["files"]}


def load_model(folder):
    """Loads the model once for all series. With PyTorch, say: torch.load(os.path.join(folder, "weights.pt"))."""
    files = [name for name in sorted(os.listdir(folder)) if name != "README.txt"]
    if not files:
        print("The folder {} holds no model yet.".format(folder))
    return {"files": files}


def segment(model, files, params):
    """Segments one series. With pydicom, say: slices = [pydicom.dcmread(file).pixel_array for file in files]."""
    return {"images": len(files), "threshold": params.get("threshold", 0.5), "voxels": 0}
